-- How a text becomes a number, a moment, a yes or no. What cannot be read is null, never a guess.

-- The text without the blanks around it, the invisible ones too; an empty one is missing.
-- Few cells have any, and to look for them takes a quarter of the time of taking them away.
create or replace temp macro as_text(cell) as
  case
    when cell = '' then null
    when regexp_matches(cell, '^[\s\x{000b}\x{00a0}\x{200b}\x{3000}\x{feff}]|[\s\x{000b}\x{00a0}\x{200b}\x{3000}\x{feff}]$')
      then nullif(trim(cell, concat(' ', chr(9), chr(10), chr(11), chr(12), chr(13), chr(160), chr(8203), chr(12288), chr(65279))), '')
    else cell
  end;

-- A number without currencies and blanks, its digits as the Western ones.
create or replace temp macro without_signs(cell) as
  translate(cell,
    concat('０１２３４５６７８９．，－−＋（）％', '¥￥$€£₩₹元円圆''’ ', chr(9), chr(160), chr(8239), chr(12288)),
    '0123456789.,--+()%');
create or replace temp macro bare_number(cell, is_comma) as
  case
    when not is_comma and regexp_full_match(cell, '-?\d+(\.\d+)?') then null
    when is_comma and regexp_full_match(cell, '-?\d+(,\d+)?') then null
    when regexp_matches(cell, '[A-Za-z]')
      then regexp_replace(without_signs(cell), '(?i)USD|EUR|GBP|CNY|RMB|HKD|TWD|JPY|NT|US|HK|R', '', 'g')
    else without_signs(cell)
  end;

-- The number without what stands around it: brackets, signs, percent, 万 and 亿.
create or replace temp macro inner_digits(bare) as trim(bare, '(+-万亿萬億%)');

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
    when contains(bare, '%') then 0.01
    when contains(bare, '万') or contains(bare, '萬') then 1e4
    when contains(bare, '亿') or contains(bare, '億') then 1e8
    else 1
  end;

create or replace temp macro sign_of(bare) as
  case when regexp_matches(bare, '^\(.*\)$|^[(]?-|-$') then -1 else 1 end;

create or replace temp macro read_number(cell, bare, is_comma) as
  case
    when bare is not null
      then sign_of(bare) * unit_of(bare) * try_cast(plain_digits(inner_digits(bare), is_comma) as double)
    else try_cast(replace(cell, ',', '.') as double)
  end;

-- Beyond 1e15 a number is damage: sums would be infinite, or have lost their last digits.
create or replace temp macro if_sound(value) as case when abs(value) <= 1e15 then value end;

-- 二〇二四年十二月三日 in digits.
create or replace temp macro western_date(cell) as
  case when regexp_matches(cell, '[〇零一二三四五六七八九十]') then
    regexp_replace(regexp_replace(regexp_replace(
      translate(cell, '〇零一二三四五六七八九', '00123456789'),
      '(\d)十(\d)', '\1\2', 'g'), '(\d)十', '\10', 'g'), '十(\d)', '1\1', 'g')
  else cell end;

-- Year, month and day in this order with hyphens; the clock with colons; no zone: the time on the wall.
create or replace temp macro hyphened(cell) as
  regexp_replace(regexp_replace(regexp_replace(cell,
    '^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})[日号]?[T,\s]*', '\1-\2-\3 '),
    '(\d{1,2})[时時点](\d{1,2})分?(?:(\d{1,2})秒?)?$', '\1:\2:0\3'),
    '(:\d{2}(?:[.,]\d+)?)\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})(?:\s*\w+)?$', '\1');

-- The year first, where day and month stand before it; two digits are a year since 1970.
create or replace temp macro year_first(cell, date_order) as
  case
    when not regexp_matches(cell, '^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}') then cell
    when date_order = 'mdy' then regexp_replace(regexp_replace(regexp_replace(cell,
      '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})', '\3-\1-\2'),
      '^(\d{1,2})[-/.](\d{1,2})[-/.]([0-6]\d)(\D|$)', '20\3-\1-\2\4'),
      '^(\d{1,2})[-/.](\d{1,2})[-/.]([7-9]\d)(\D|$)', '19\3-\1-\2\4')
    else regexp_replace(regexp_replace(regexp_replace(cell,
      '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})', '\3-\2-\1'),
      '^(\d{1,2})[-/.](\d{1,2})[-/.]([0-6]\d)(\D|$)', '20\3-\2-\1\4'),
      '^(\d{1,2})[-/.](\d{1,2})[-/.]([7-9]\d)(\D|$)', '19\3-\2-\1\4')
  end;

create or replace temp macro moment(plain) as
  case
    when regexp_full_match(plain, '\d{4}-\d{1,2}-\d{1,2}(\s+\d{1,2}:\d{2}(:\d{1,3}(\.\d+)?)?)?')
      then try_cast(plain as timestamp)
    when regexp_matches(plain, '(?i)^\d{4}-.*\d\s*[ap]\.?m\.?$')
      then try_strptime(replace(replace(upper(plain), '.', ''), '  ', ' '),
        ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M%p', '%Y-%m-%d %I:%M:%S%p'])
    when regexp_full_match(plain, '\d{4}-\d{1,2}') then try_cast(plain || '-01' as timestamp)
  end;

-- Months by name, with or without the day of the week.
create or replace temp macro named_month(cell) as
  try_strptime(
    regexp_replace(regexp_replace(cell, '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+', ''), '[-,.\s]+', ' ', 'g'),
    ['%d %b %y', '%d %b %Y', '%d %B %Y', '%b %d %Y', '%B %d %Y', '%d %b %Y %H:%M', '%d %b %Y %H:%M:%S',
     '%b %d %Y %H:%M', '%b %d %Y %H:%M:%S', '%b %d %Y %I:%M %p', '%B %d %Y %H:%M', '%B %d %Y %I:%M %p']);

-- Seconds and milliseconds since 1970, days since 1899-12-30 as workbooks count, and 20240305.
create or replace temp macro counted_moment(cell) as
  case
    when regexp_full_match(cell, '(19|20)\d{6}') then try_strptime(cell, '%Y%m%d')
    when regexp_full_match(cell, '(19|20)\d{12}') then try_strptime(cell, '%Y%m%d%H%M%S')
    when regexp_full_match(cell, '\d{9,10}') then make_timestamp(cast(cell as bigint) * 1000000)
    when regexp_full_match(cell, '\d{13}') then make_timestamp(cast(cell as bigint) * 1000)
    when regexp_full_match(cell, '[2-5]\d{4}(\.\d+)?')
      then timestamp '1899-12-30' + to_seconds(round(cast(cell as double) * 86400))
  end;

create or replace temp macro is_plain_moment(cell) as
  regexp_full_match(cell, '\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?|\d{1,2}/\d{1,2}/\d{4}');

-- What the slower readings need, where the quick one does not do.
create or replace temp macro bare_moment(cell) as
  case when not is_plain_moment(cell) then as_text(cell) end;

create or replace temp macro read_moment(cell, bare, date_order) as
  case
    when bare is null and contains(cell, '-') then try_cast(cell as timestamp)
    when bare is null and date_order = 'mdy' then try_strptime(cell, '%m/%d/%Y')
    when bare is null then try_strptime(cell, '%d/%m/%Y')
    when regexp_full_match(bare, '\d+(\.\d+)?') then counted_moment(bare)
    when regexp_matches(bare, '[A-Za-z]{3}') and not regexp_matches(bare, 'UTC|GMT') then named_month(bare)
    else moment(trim(hyphened(year_first(western_date(bare), date_order))))
  end;

-- Before 1900 and after 2100 nothing happened: such dates stand for "none" or are damage.
create or replace temp macro if_lived(value) as
  case when value > timestamp '1900-01-01' and value < timestamp '2100-01-01' then value end;

create or replace temp macro as_flag(cell, yes, no) as
  case
    when list_contains(yes, lower(as_text(cell))) then true
    when list_contains(no, lower(as_text(cell))) then false
  end;

-- An id as those would take it who look at it in passing: case, width, form, zeros before and ".0" after.
create or replace temp macro folded_id(id) as
  regexp_replace(
    translate(lower(nfc_normalize(regexp_replace(id, '[\s\x{00a0}\x{3000}\x{200b}-\x{200f}\x{feff}]', '', 'g'))),
      'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９－＿',
      'abcdefghijklmnopqrstuvwxyz0123456789-_'),
    '^0+|\.0$', '', 'g');
