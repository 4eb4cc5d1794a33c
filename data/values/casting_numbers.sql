-- How a text becomes a number. What cannot be read is null, never a guess.

-- A number without currencies and blanks, its digits as the Western ones.
create or replace temp macro without_signs(cell) as
  translate(cell,
    concat('０１２３４５６７８９．，－−＋（）％', '¥￥$€£₩₹₽₺฿₫₴₪₱₦元円圆圓块 ''’ ', chr(9), chr(160), chr(8239), chr(12288)),
    '0123456789.,--+()%');

-- Codes and names of currencies stand before a number or after it, never inside of one.
create or replace temp macro without_codes(signless) as
  regexp_replace(
    regexp_replace(signless, '(?i)^([-+(]*)(?:{codes})\.?([-+(]*)', '\1\2'),
    '(?i)(?:{codes})\.?([-+)]*)$', '\1');

-- The numbers that nearly all files write; null where a cell is not one of them.
create or replace temp macro quick_number(cell, is_comma) as
  case
    when is_comma and regexp_full_match(cell, '-?\d+(,\d+)?') then try_cast(replace(cell, ',', '.') as double)
    when is_comma or contains(cell, '_') then null
    else try_cast(cell as double)
  end;

create or replace temp macro bare_number(cell, quick) as
  case
    when quick is not null then null
    when regexp_matches(cell, '[A-Za-zł人]')
      then without_codes(without_signs(regexp_replace(cell, '(?i)\b(?:{dollars})\$', '')))
    else without_signs(cell)
  end;

-- The number without what stands around it: brackets, signs, percent, 万 and 亿.
create or replace temp macro inner_digits(bare) as
  case
    when regexp_full_match(bare, '[\d.,]+') then bare
    else regexp_extract(bare,
      '(?i)^\(?[-+]?([\d.,]*\d[\d.,]*(?:e[-+]?\d{1,3})?)(?:{units})?[-+]?\)?$', 1)
  end;

create or replace temp macro with_point(digits) as replace(digits, ',', '');
create or replace temp macro with_comma(digits) as replace(replace(digits, '.', ''), ',', '.');

-- A number that can be read in one way only is read so; the style of the column decides the others.
create or replace temp macro plain_digits(digits, is_comma) as
  case
    when regexp_full_match(digits, '\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,}') then with_comma(digits)
    when regexp_full_match(digits, '\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,}') then with_point(digits)
    when regexp_full_match(digits, '0,\d+|\d+,\d{1,2}|\d{4,},\d+|\d+,\d{4,}') then with_comma(digits)
    when regexp_full_match(digits, '\d{1,3}(,\d{2})+,\d{3}(\.\d+)?') then with_point(digits)
    when is_comma and regexp_full_match(digits, '\d{1,3}(\.\d{3})+|\d+(,\d*)?') then with_comma(digits)
    when regexp_full_match(digits, '\d{1,3}(,\d{3})+|\d*\.?\d*([eE][-+]?\d{1,3})?') then with_point(digits)
  end;

create or replace temp macro unit_of(bare) as
  case
    when regexp_full_match(bare, '[-+().,\d]*') then 1
    else case lower(regexp_extract(bare, '(?i)({units})[-+]?\)?$', 1))
      when '%' then 0.01 when '‰' then 0.001
      when 'k' then 1e3 when '千' then 1e3
      when '万' then 1e4 when '萬' then 1e4
      when 'm' then 1e6 when 'mn' then 1e6 when 'mio' then 1e6 when '百万' then 1e6
      when '千万' then 1e7
      when '亿' then 1e8 when '億' then 1e8
      when 'b' then 1e9 when 'bn' then 1e9
      when '万亿' then 1e12
      else 1
    end
  end;

create or replace temp macro sign_of(bare) as
  case when regexp_matches(bare, '^\(.*\)$|^[(]?-|-$') then -1 else 1 end;

create or replace temp macro read_number(quick, bare, is_comma) as
  coalesce(quick, sign_of(bare) * unit_of(bare) * try_cast(plain_digits(inner_digits(bare), is_comma) as double));

-- Beyond 1e15 a number is damage: sums would be infinite, or have lost their last digits. Minus
-- nothing is nothing.
create or replace temp macro if_sound(value) as case when abs(value) <= 1e15 then value + 0 end;


-- The currency that a cell names; a sign of several stands for the one that it mostly means.
create or replace temp macro currency_of(cell) as
  case
    when regexp_full_match(cell, '[-+(]?[\d.,]*\)?') then null
    else coalesce(
      nullif(upper(regexp_extract(cell, '(?i)(?:^|[^A-Za-z])({iso})(?:$|[^A-Za-z])', 1)), ''),
      case lower(regexp_extract(cell, '(?i)({signs})', 1)) {sign_codes} end)
  end;
