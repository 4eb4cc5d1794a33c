-- How a text becomes a moment. What cannot be read is null, never a guess.

-- Digits and signs as the Western ones, without the day of the week.
create or replace temp macro western_signs(cell) as
  regexp_replace(regexp_replace(strip_accents(translate(cell,
    '０１２３４５６７８９．，－−–／：（）　', '0123456789.,---/:() ')),
    '[(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)]?', ''),
    '(?i)[(]?\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b\.?,?[)]?', '');

-- 二〇二四年十二月三日 in digits, 民國113年 and 令和6年 marked by their era.
create or replace temp macro western_digits(cell) as
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    translate(cell, '〇零一二三四五六七八九', '00123456789'),
    '(\d)十(\d)', '\1\2', 'g'), '(\d)十', '\10', 'g'), '十(\d)', '1\1', 'g'), '十', '10', 'g'),
    '^(?:民國|民国|中華民國)\s*(\d{1,3})', 'roc\1'), '^令和\s*(\d{1,2})', 'reiwa\1');

-- The clock with colons, 下午 after it as PM.
create or replace temp macro western_clock(cell) as
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(cell,
    '(\d{1,2})[时時点點](\d{1,2})分(\d{1,2})秒?', '\1:\2:\3'),
    '(\d{1,2})[时時点點](\d{1,2})分?', '\1:\2'),
    ':(\d)\b', ':0\1', 'g'),
    '(\d{1,2})[时時点點]半', '\1:30'),
    '(\d{1,2})[时時点點]整?', '\1:00'),
    '(?:上午|凌晨|早上|清晨|早晨)\s*(\d{1,2}:[\d:.]+)', ' \1 AM'),
    '(?:下午|晚上|傍晚|中午|晚间)\s*((?:1[3-9]|2\d):[\d:.]+)', ' \1'),
    '(?:下午|晚上|傍晚|中午|晚间)\s*(\d{1,2}:[\d:.]+)', ' \1 PM');

-- Year, month and day with hyphens, where they stand apart otherwise.
create or replace temp macro western_day(cell) as
  regexp_replace(regexp_replace(regexp_replace(trim(cell),
    '^(\w*\d{1,4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?[,\s]*', '\1-\2-\3 '),
    '^(\w*\d{1,4})\s*年\s*(\d{1,2})\s*月?$', '\1-\2-1'),
    '^(\d{4})\.\s+(\d{1,2})\.\s+(\d{1,2})\.?', '\1-\2-\3 ');

-- A month by its name between year and day: 2024-march-5, from any order in which they are written.
create or replace temp macro named_in_order(cell) as
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(cell,
    '(?i)^([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}:\d{2}:\d{2})\s+(?:[a-z]+\s+)?(\d{4})$', '\4-\1-\2 \3'),
    '(?i)^(?:[a-z]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s./-]*(?:de\s+)?([a-z]{3,10})\.?[\s,./-]*(?:del?\s+)?(\d{4})\b[,\sT]*', '\3-\2-\1 '),
    '(?i)^(\d{1,2})[\s./-]([a-z]{3,10})\.?[\s./-]([0-6]\d)(\s|$)', '20\3-\2-\1 '),
    '(?i)^(\d{1,2})[\s./-]([a-z]{3,10})\.?[\s./-]([7-9]\d)(\s|$)', '19\3-\2-\1 '),
    '(?i)^(?:[a-z]+\.?,?\s+)?([a-z]{3,10})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b[,\s]*(?:at\s+)?', '\3-\1-\2 '),
    '(?i)^(\d{4})[\s/-]([a-z]{3,10})\.?[\s/-](\d{1,2})\b', '\1-\2-\3'),
    '(?i)^([a-z]{3,10})\.?[\s/-]+(\d{4})$', '\2-\1-1'),
    '(?i)^([a-z]{3,4})[-''](\d{2})$', '20\2-\1-1');

-- Months in English, German, French, Spanish, Portuguese and Italian.
create or replace temp macro numbered_month(cell) as
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(cell,
    '(?i)-(?:jan|january|januar|jaenner|janner|janv|janvier|ene|enero|janeiro|gen|gennaio)-', '-1-'),
    '(?i)-(?:feb|february|februar|febr|fev|fevr|fevrier|febrero|fevereiro|febbraio)-', '-2-'),
    '(?i)-(?:mar|march|marz|maerz|mrz|mars|marzo|marco)-', '-3-'),
    '(?i)-(?:apr|april|avr|avril|abr|abril|aprile)-', '-4-'),
    '(?i)-(?:may|mai|mayo|maio|maggio|mag)-', '-5-'),
    '(?i)-(?:jun|june|juni|juin|junio|junho|giugno|giu)-', '-6-'),
    '(?i)-(?:jul|july|juli|juil|juillet|julio|julho|luglio|lug)-', '-7-'),
    '(?i)-(?:aug|august|aout|ago|agosto)-', '-8-'),
    '(?i)-(?:sep|sept|september|septembre|septiembre|setembro|settembre|set|sett)-', '-9-'),
    '(?i)-(?:oct|october|okt|oktober|octobre|octubre|out|outubro|ottobre|ott)-', '-10-'),
    '(?i)-(?:nov|november|novembre|noviembre|novembro)-', '-11-'),
    '(?i)-(?:dec|december|dez|dezember|decembre|dic|diciembre|dezembro|dicembre)-', '-12-');

-- Year, month and day in this order with hyphens; no zone: the time on the wall.
create or replace temp macro hyphened(cell) as
  regexp_replace(regexp_replace(cell,
    '^(\d{4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})\.?[T,\s]*', '\1-\2-\3 '),
    '(?i)(:\d{2}(?:[.,]\d+)?(?:\s*[ap]\.?m\.?)?)\s*(?:{zones})?\s*(?:[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\)|\s+(?:{zones}))?$', '\1');

-- The year first, where day and month stand before it; two digits are a year since 1970.
create or replace temp macro year_first(cell, date_order) as
  case
    when not regexp_matches(cell, '^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}') then cell
    when date_order = 'ymd' and regexp_matches(cell, '^\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(\D|$)')
      then regexp_replace(cell, '^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})', '20\1-\2-\3')
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
    when regexp_full_match(plain, '\d{4}-\d{1,2}-\d{1,2}(\s+\d{1,2}:\d{2}(:\d{1,3}([.,]\d+)?)?)?')
      then try_cast(replace(plain, ',', '.') as timestamp)
    when regexp_matches(plain, '(?i)^\d{4}-.*\d\s*[ap]\.?m\.?$')
      then try_strptime(replace(replace(upper(plain), '.', ''), '  ', ' '),
        ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M%p', '%Y-%m-%d %I:%M:%S%p'])
    when regexp_full_match(plain, '\d{4}-\d{1,2}') then try_cast(plain || '-01' as timestamp)
  end;

-- A year of the Republic of China or of Reiwa: those since 1911, and since 2018.
create or replace temp macro moment_of_era(bare) as
  moment(trim(hyphened(concat(
    try_cast(regexp_extract(bare, '^\D*(\d+)', 1) as int) + case when starts_with(bare, 'reiwa') then 2018 else 1911 end,
    regexp_extract(bare, '^\D*\d+(.*)$', 1)))));

-- Seconds, thousandths and millionths of them since 1970, days as workbooks count, and 20240305.
create or replace temp macro counted_moment(cell, day_zero) as
  case
    when regexp_full_match(cell, '(19|20)\d{6}') then try_strptime(cell, '%Y%m%d')
    when regexp_full_match(cell, '(19|20)\d{10}') then try_strptime(cell, '%Y%m%d%H%M')
    when regexp_full_match(cell, '(19|20)\d{12}') then try_strptime(cell, '%Y%m%d%H%M%S')
    when regexp_full_match(cell, '\d{9,10}(\.\d+)?')
      then make_timestamp(cast(round(cast(cell as decimal(28, 6)) * 1000000) as bigint))
    when regexp_full_match(cell, '\d{13}') then make_timestamp(cast(cell as bigint) * 1000)
    when regexp_full_match(cell, '\d{16}') then make_timestamp(cast(cell as bigint))
    when regexp_full_match(cell, '[12]\d{18}') then make_timestamp(cast(cell as bigint) // 1000)
    when regexp_full_match(cell, '[2-5]\d{4}(\.\d+)?')
      then day_zero + to_seconds(round(cast(cell as double) * 86400))
  end;

-- The moments that nearly all files write, and nothing else; null where it is not one of them.
create or replace temp macro quick_moment(cell, date_order) as
  case
    when cell not between '0' and ':' then null
    when (strlen(cell) = 10 and not contains(cell, '/')) or (strlen(cell) = 19 and cell like '%:__:__')
      then try_cast(cell as timestamp)
    when not regexp_full_match(cell, '\d{1,2}/\d{1,2}/\d{4}') then null
    when date_order = 'mdy' then try_strptime(cell, '%m/%d/%Y')
    else try_strptime(cell, '%d/%m/%Y')
  end;

-- What the slower readings need, where the quick one does not do; the slowest, where there are words.
create or replace temp macro bare_moment(cell, quick) as
  case
    when quick is not null then null
    when regexp_full_match(cell, '[-+\d\s:./TZ]+') then as_text(cell)
    when regexp_full_match(cell, '\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2}(:\d{2})?)?')
      then replace(translate(cell, '年月日', '-- '), '  ', ' ')
    else numbered_month(named_in_order(western_day(western_clock(western_digits(western_signs(as_text(cell)))))))
  end;

create or replace temp macro read_moment(quick, bare, date_order, day_zero) as
  case
    when quick is not null then quick
    when regexp_full_match(bare, '\d+(\.\d+)?') then counted_moment(bare, day_zero)
    when regexp_full_match(bare, '(19|20)\d{6}[ T]\d{6}') then try_strptime(replace(bare, 'T', ' '), '%Y%m%d %H%M%S')
    when regexp_full_match(bare, '\d{4}-W\d{2}-[1-7]') then try_strptime(bare, '%G-W%V-%u')
    when regexp_matches(bare, '^(?:roc|reiwa)?1?\d{1,2}-\d|^1[0-4]\d[-/.]\d{1,2}[-/.]\d{1,2}\b')
      and regexp_matches(bare, '^(?:roc|reiwa|1\d\d)') then moment_of_era(replace(replace(bare, '/', '-'), '.', '-'))
    else moment(trim(hyphened(year_first(bare, date_order))))
  end;

-- Before 1900 and after 2100 nothing happened: such dates stand for "none" or are damage.
create or replace temp macro if_lived(value) as
  case when value > timestamp '1900-01-01' and value < timestamp '2100-01-01' then value end;

-- How far from its own zone a moment is in the zone of its column; nothing where it names none.
create or replace temp macro zone_shift(cell, minutes) as
  to_minutes(coalesce(minutes - try_cast(
    case
      when regexp_matches(cell, '(?i)\d\s*(?:Z|UTC|GMT)\s*$') then 0
      when regexp_matches(cell, ':\d{2}.*[+-]\d{2}:?\d{2}(?:\s*\(.*\)|\s+[A-Z]+)?$')
        then (60 * cast(regexp_extract(cell, '[+-](\d{2}):?\d{2}(?:\s*\(.*\)|\s+[A-Z]+)?$', 1) as int)
          + cast(regexp_extract(cell, '[+-]\d{2}:?(\d{2})(?:\s*\(.*\)|\s+[A-Z]+)?$', 1) as int))
          * case when regexp_matches(cell, '-\d{2}:?\d{2}(?:\s*\(.*\)|\s+[A-Z]+)?$') then -1 else 1 end
    end as int), 0));
