-- How an answer in words becomes a number of its scale. What is no word of it is null, never a guess.

-- The number of an answer: by all that stands there, by its words alone, by the number before them.
create or replace temp macro number_of_answer(cell, scale, words, numbers) as
  coalesce(
    numbers[list_position(words, concat(scale, ':', lower(as_text(cell))))],
    numbers[list_position(words, concat(scale, ':', {worded}))],
    numbers[list_position(words, concat(scale, ':', {numbered}))]);
