"""The 57 subjects: their groups, their numbers of test questions, and the medical selections."""

from __future__ import annotations

#: Subjects as the dataset spells them with their test questions, by the four groups of the authors' code
#: (github.com/hendrycks/test at 4450500, categories.py).
_TABLE = {
    "STEM": """abstract_algebra 100 astronomy 152 college_biology 144 college_chemistry 100
        college_computer_science 100 college_mathematics 100 college_physics 102 computer_security 100
        conceptual_physics 235 electrical_engineering 145 elementary_mathematics 378 high_school_biology 310
        high_school_chemistry 203 high_school_computer_science 100 high_school_mathematics 270
        high_school_physics 151 high_school_statistics 216 machine_learning 112""",
    "humanities": """formal_logic 126 high_school_european_history 165 high_school_us_history 204
        high_school_world_history 237 international_law 121 jurisprudence 108 logical_fallacies 163
        moral_disputes 346 moral_scenarios 895 philosophy 311 prehistory 324 professional_law 1534
        world_religions 171""",
    "social sciences": """econometrics 114 high_school_geography 198 high_school_government_and_politics 193
        high_school_macroeconomics 390 high_school_microeconomics 238 high_school_psychology 545
        human_sexuality 131 professional_psychology 612 public_relations 110 security_studies 245 sociology 201
        us_foreign_policy 100""",
    "other (business, health, miscellaneous)": """anatomy 135 business_ethics 100 clinical_knowledge 265
        college_medicine 173 global_facts 100 human_aging 223 management 103 marketing 234 medical_genetics 100
        miscellaneous 783 nutrition 306 professional_accounting 282 professional_medicine 272 virology 166""",
}

#: The subjects of each group.
GROUPS: dict[str, tuple[str, ...]] = {group: tuple(text.split()[::2]) for group, text in _TABLE.items()}
#: Each subject's group, in the dataset's order, which is alphabetical over all groups.
GROUP_OF: dict[str, str] = dict(sorted((name, group) for group, names in GROUPS.items() for name in names))
#: Each subject's questions in the test split, in the same order.
TEST_COUNTS: dict[str, int] = dict(
    sorted(
        (name, int(count))
        for text in _TABLE.values()
        for name, count in zip(text.split()[::2], text.split()[1::2], strict=True)
    )
)
_CLINICAL = ("anatomy", "clinical_knowledge", "college_medicine", "medical_genetics", "professional_medicine")
#: The six subjects of MultiMedQA (arXiv 2212.13138): 1,089 test questions.
MULTIMEDQA = frozenset((*_CLINICAL, "college_biology"))
#: The authors' own sub-category "health": 1,640 test questions.
HEALTH = frozenset((*_CLINICAL, "human_aging", "nutrition", "virology"))
