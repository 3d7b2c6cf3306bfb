"""Tokens of contexts and continuations: the split of lm-evaluation-harness, found with few calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.registry.adapters.tokens import Tokens
from podium.tests.fakes import quiz_data
from podium.tests.fakes.language import llama, tokenizer
from podium.tests.registry.language_support import choose, encode_pair, prepared

KINDS = ("byte level", "sentence pieces", "unigram", "metaspace")


def made(kind: str) -> Any:
    """Return a small tokenizer that splits text in one of the ways published models do."""
    if kind == "byte level":
        return tokenizer()
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = ["<pad>", "<s>", "</s>", "<unk>"]
    rows = [" ".join(row) for subject in quiz_data.SUBJECTS for row in quiz_data.questions(subject, 40)]
    texts = [f"{row}\nAnswer: A, a: (b).\n\n" for row in rows]
    trainer: Any
    if kind == "unigram":
        bare = Tokenizer(models.Unigram())
        trainer = trainers.UnigramTrainer(
            vocab_size=300, special_tokens=special, unk_token="<unk>", show_progress=False
        )
    else:
        bare = Tokenizer(models.BPE(unk_token="<unk>"))
        trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    if kind == "sentence pieces":
        # Llama 2's: the whole text is one word, its blanks are letters.
        bare.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    else:
        bare.pre_tokenizer = pre_tokenizers.Metaspace()
    bare.decoder = decoders.Metaspace()
    bare.train_from_iterator(texts, trainer)
    bare.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A $B", special_tokens=[("<s>", bare.token_to_id("<s>"))]
    )
    fast: Any = PreTrainedTokenizerFast
    return fast(tokenizer_object=bare, pad_token="<pad>", bos_token="<s>", eos_token="</s>", unk_token="<unk>")


@pytest.fixture(scope="module", params=KINDS)
def words(request: pytest.FixtureRequest) -> Any:
    return made(request.param)


PIECES = st.sampled_from(["the", "star", "a", "A", "12", ".", ":", ",", "(", "\n", " ", "  ", "\n\n", "é", "Answer:"])
TEXTS = st.lists(PIECES, max_size=14).map("".join)
ENDS = st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(str.strip)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(st.tuples(TEXTS, st.tuples(ENDS, ENDS)), min_size=1, max_size=12))
def test_splits_are_those_of_the_whole_text_for_every_kind_of_tokenizer(words: Any, asked: list[Any]) -> None:
    asked = [(context, ends) for context, ends in asked if context.strip() or not context]
    tokens = Tokens(words)
    tokens._trials = 0
    for pair, (context, ends) in zip(tokens.pairs(asked), asked, strict=True):
        for own, end in zip(pair.continuations, ends, strict=True):
            before, after = encode_pair(words, context, end)
            assert pair.context.tolist() == before
            assert list(own) == after


def calls(tokens: Tokens) -> list[str]:
    """Return the list that every text tokenised from now on is added to."""
    seen: list[str] = []
    real = tokens._call

    def noted(texts: Any, special: bool) -> Any:
        seen.extend(texts)
        return real(texts, special)

    tokens._call = noted  # type: ignore[method-assign]
    return seen


def test_no_context_is_tokenised_once_per_option() -> None:
    tokens = Tokens(tokenizer())
    letters = (" A", " B", " C", " D")
    asked = [(f"{row[0]}\n{row[1]}\nAnswer:", letters) for row in quiz_data.questions("anatomy", 200)]
    seen = calls(tokens)
    tokens.pairs(asked)
    # Each context, the first with each letter, and its end with each letter.
    assert len(seen) == 200 + 4 + 5
    tokens.pairs(asked)
    assert len(seen) == 400 + 9


def test_continuations_of_their_own_are_split_by_the_end_of_the_context_once_that_is_trusted() -> None:
    tokens = Tokens(tokenizer())
    rows = quiz_data.questions("anatomy", 200)
    asked = [(row[0], tuple(f" {text}" for text in row[1:5])) for row in rows]
    seen = calls(tokens)
    tokens.pairs(asked)
    long = [text for text in seen if len(text) > 60]
    assert len(long) <= 200 + 32 * 4


def test_ends_of_contexts_are_not_trusted_where_they_split_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(tokenizer())
    monkeypatch.setattr(tokens, "_by_tail", lambda *given: ((1,), (2,)))
    asked = [(f"Which {number}?", (" star", f" {number}")) for number in range(50)]
    for pair, (context, ends) in zip(tokens.pairs(asked), asked, strict=True):
        assert [list(own) for own in pair.continuations] == [
            encode_pair(tokens.tokenizer, context, end)[1] for end in ends
        ]


def test_a_text_that_begins_with_the_beginning_is_given_no_second() -> None:
    words = tokenizer()
    tokens = Tokens(words)
    one, two = tokens.encode(["<s>star", "star"])
    assert one.tolist() == two.tolist() == words.encode("star")
    assert tokens.encode(["star"], special=False)[0].tolist() == words.encode("star", add_special_tokens=False)
    assert Tokens(words, special=False).encode(["star"])[0].tolist() == words.encode("star", add_special_tokens=False)


def test_a_token_that_a_tokenizer_puts_behind_every_text_is_left_out(tmp_path: Path) -> None:
    from tokenizers import processors
    from transformers import ByT5Tokenizer

    words = tokenizer()
    ends = [("<s>", words.bos_token_id), ("</s>", words.eos_token_id)]
    words.backend_tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    assert Tokens(words).ending == (words.eos_token_id,)
    (pair,) = Tokens(words).pairs([("The star", (" A", " B"))])
    plain = Tokens(tokenizer())
    (expected,) = plain.pairs([("The star", (" A", " B"))])
    assert (pair.context.tolist(), pair.continuations) == (expected.context.tolist(), expected.continuations)
    assert plain.ending == ()
    bytes_: Any = ByT5Tokenizer
    assert Tokens(bytes_()).encode(["ab"])[0].tolist() == [100, 101]

    saved = llama(tmp_path / "ends")
    words.save_pretrained(saved)
    item = choose("The star", [" A", " B"])
    adapter = prepared(saved, [item])
    assert adapter.answer([item]) == prepared(llama(tmp_path / "plain"), [item]).answer([item])
    assert adapter.notes() == ("the tokenizer ends every text with </s>; it was left out of prompts, which go on",)
