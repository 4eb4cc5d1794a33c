-- How a text becomes a number, a moment, a yes or no. What cannot be read is null, never a guess.

-- Whether a sign at either end may be a blank; so few are that to ask first saves most of the time.
create or replace temp macro may_have_blanks(cell) as
  cell < '!' or cell >= chr(128) or cell[-1] < '!' or cell[-1] >= chr(128);

-- The text without the blanks around it, the invisible ones too; an empty one is missing.
create or replace temp macro as_text(cell) as
  case
    when cell = '' then null
    when not may_have_blanks(cell) then cell
    when regexp_matches(cell, '^[\s\x{000b}\x{00a0}\x{200b}\x{3000}\x{feff}]|[\s\x{000b}\x{00a0}\x{200b}\x{3000}\x{feff}]$')
      then nullif(trim(cell, concat(' ', chr(9), chr(10), chr(11), chr(12), chr(13), chr(160), chr(8203), chr(12288), chr(65279))), '')
    else cell
  end;

-- Whether a word is one of these. Of "in" and of list_contains the engine makes a join: that is slow
-- where few are asked for, and the records no longer come in the order of the file.
create or replace temp macro is_among(word, words) as coalesce(list_position(words, word), 0) > 0;

create or replace temp macro as_flag(cell, yes, no) as
  case
    when is_among(lower(as_text(cell)), yes) then true
    when is_among(lower(as_text(cell)), no) then false
  end;

-- An id as those would take it who look at it in passing: case, width, form, zeros before and ".0" after.
create or replace temp macro folded_id(id) as
  regexp_replace(
    case
      when strlen(id) = length(id) then lower(regexp_replace(id, '\s', '', 'g'))
      else translate(lower(nfc_normalize(regexp_replace(id, '[\s\x{00a0}\x{3000}\x{200b}-\x{200f}\x{feff}]', '', 'g'))),
        'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９－＿',
        'abcdefghijklmnopqrstuvwxyz0123456789-_')
    end,
    '^0+|\.0$', '', 'g');

-- An id as it stands there, but for the .0 that programs put behind one which they took for a
-- number; NULL and its like are nobody's. They are short and begin with no digit: what is longer, or
-- does, is told at once.
create or replace temp macro as_id(cell) as
  case
    when contains(cell, '.0') and regexp_full_match(cell, '[1-9]\d*\.0') then cell[:-3]
    when (strlen(cell) > {longest_blank} or cell between '0' and ':') and not may_have_blanks(cell) then cell
    when cell[-1] between '0' and '9' and not may_have_blanks(cell) then cell
    when regexp_full_match(cell, '(?i)\s*(?:{blank_words})\s*') then null
    else as_text(cell)
  end;
