"""Each field of a draft says where in the course it comes from, or that it comes from nowhere."""

import yaml

from tutor.authoring.sources import annotated, written
from tutor.domain.draft import Excerpt

COURSE = (
    Excerpt("en/a.md", "Facts", ("Facts",), "Say what you saw. Leave out what you think of it."),
    Excerpt("en/b.md", "p. 2", (), "A question that begins\nwith how or what leaves room."),
)
DRAFT = """\
Here is the draft:
```yaml
id: late
version: 1
# source: 1 "Say what you saw."
title: Late for the third time
summary: Say what you saw on Monday.
# Thought of by me.
briefing:
  role: Team lead
  # source: 2 "begins with how or what leaves room"
  goal: Ask it openly and hear why.
reactions:
  # source: 9 "There is no such passage."
  - id: asked
    on: [ask-open]
    lines:
      - "That is a good question."
  - id: blamed
    lines: ["Not fair at all."]
endings:
  - id: done
    # source: 1 "Leave out what you believe."
    meaning: You left out what you think.
```
Good luck!
"""
EXPECTED = """\
id: late
version: 1
# source: en/a.md · Facts: “Say what you saw.”
title: Late for the third time
# no source
summary: Say what you saw on Monday.
briefing:
  role: Team lead
  # source: en/b.md · p. 2: “begins with how or what leaves room”
  goal: Ask it openly and hear why.
reactions:
  # no source (the passage that was named does not say this)
  - id: asked
    on: [ask-open]
    lines:
      - "That is a good question."
  # no source
  - id: blamed
    lines: ["Not fair at all."]
endings:
  # no source (the passage that was named does not say this)
  - id: done
    meaning: You left out what you think.
"""


def test_a_source_is_shown_only_with_words_that_stand_in_the_course() -> None:
    assert annotated(written(DRAFT), COURSE) == EXPECTED


def test_comments_change_nothing_in_what_was_written() -> None:
    draft = written(DRAFT)
    assert yaml.safe_load(annotated(draft, COURSE)) == yaml.safe_load(draft.text)


def test_what_is_no_yaml_is_left_as_it_is() -> None:
    draft = written('# source: 1 "Say what you saw."\ntitle: "half a\n - list')
    assert annotated(draft, COURSE) == 'title: "half a\n - list\n'
    assert annotated(written("I cannot do that."), COURSE) == "I cannot do that.\n"
