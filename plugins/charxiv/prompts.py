"""What a model and a judge are asked.

The texts are the protocol and stand byte for byte as in princeton-nlp/CharXiv at commit 7ebe88f, ``src/constants.py``,
under Apache-2.0, with their spelling, their indentation and the line break with blanks at their end; how they are
filled in follows ``src/reasoning_utils.py`` there.
"""

from __future__ import annotations

#: Per type of answer what follows the question, of which the official texts are a format string.
_INSTRUCTIONS = {
    1: (
        "{}\n"
        "    * Your final answer must be grounded to some text that is explicitly written and relevant to the question"
        " in the chart.\n"
        "    * If you need to answer multiple terms, separate them with commas.\n"
        "    * Unless specified in the question (such as answering with a letter), you are required to answer the full"
        " names of subplots and/or labels by default.\n"
        "    "
    ),
    2: (
        "{}\n"
        "    * If there are options in the question, your final answer must conform to one of the options.\n"
        "    * If there are additional instructions in the question, follow them accordingly.\n"
        "    * If there are neither options nor additional instructions, you are allowed to respond with a short phrase"
        " only.\n"
        "    "
    ),
    3: (
        "{}\n"
        "    * Your final answer must be grounded to a number that is exlicitly written and relevant to the question in"
        " the chart, even if it's an approximate value.\n"
        "    * You are allowed to extract numbers within some text when needed.\n"
        "    "
    ),
    4: "{}\n    {}\n    ",
}

_JUDGE_PREFIX = (
    "\n"
    "You will be given a question, an ground truth answer and a model response. You need to extract the final answer"
    " from the model response, compare it with the ground truth answer, and then assign a binary score. Avoid providing"
    " explanations in your response. If there is no provided model response, please leave the extracted answer empty"
    " and give a score of 0. \n"
    "\n"
    "Your response must follow json formats with keys [extract_answer, score] where the value of the score is an"
    " interger in [0, 1]. You must follow the scoring rules:\n"
)

_YOUR_TURN = (
    "    ### Your Turn ###\n"
    "    * Question: <|question|>\n"
    "    * Ground Truth: <|ground_truth|>\n"
    "    * Response: <|response|>\n"
    "\n"
    "    "
)

_TERMS_RUBRIC = (
    "\n"
    "    ### Rules ###\n"
    "    * Give a score of 1 if and only if the final answer and the ground truth answer are referring to the same"
    " term. It's acceptable to have different grammar or form (e.g., α and alpha; $R^2_{t,h,v,m}$ and R^2_t,h,v,m)."
    " It's also acceptable to have different orders of the terms when question asks for multiple terms.\n"
    "    * Give a score of 0 if any term (e.g., ACC+ and ACC; P-101 and P=101) is different between the final answer"
    " and the ground truth.\n"
    "\n"
    "    ### Example 1 Starts ###\n"
    "    * Question: What is the name of the curve that intersects y=\\lambda exactly three times?\n"
    "    * Ground Truth: P56962\n"
    "    * Response: There is only one curve that intersects y=\\lambda exactly three times. The name of the curve is"
    " written as P55762.\n"
    "    \n"
    "    {\n"
    '        "extracted_answer": "P55762",\n'
    '        "score": 0\n'
    "    }\n"
    "    ### Example 1 Ends ###\n"
    "\n"
    "\n"
    "    ### Example 2 Starts ###\n"
    "    * Question: What is the letter of the subplot where all bars are above 35?\n"
    "    * Ground Truth: (b)\n"
    "    * Response: The letter of the subplot where all bars are above 35 is b.\n"
    "\n"
    "    {\n"
    '        "extracted_answer": "b",\n'
    '        "score": 1\n'
    "    }\n"
    "    ### Example 2 Ends ###\n"
    "\n" + _YOUR_TURN
)

_MEANING_RUBRIC = (
    "\n"
    "    ### Rules ###\n"
    "    * If there are predefined options in the question:\n"
    "        * Give a score of 1 if the final answer matches the ground truth answer exactly.\n"
    "        * Give a score of 0 if the final answer does not match the ground truth answer.\n"
    "    * If there are no predefined options in the question:\n"
    "        * Give a score of 1 if the final answer shares the same semantic meaning with the ground truth answer"
    ' (e.g., "increasing then decreasing" and "moving up then down"; "converge" and "move closer together").\n'
    "        * Give a score of 0 if the final answer shares different semantic meanings from the ground truth answer"
    ' (e.g., "increasing then decreasing" and "remain constant"; "converge" and "diverge").\n'
    "\n"
    "    ### Example 1 Starts ###\n"
    "    * Question: What is the trend of the red curve between t=10 and t=25?\n"
    "    * Ground Truth: increasing then decreasing\n"
    "    * Response: The red curve is increasing between t=10 and t=25.\n"
    "\n"
    "    {\n"
    '        "extracted_answer": "increasing",\n'
    '        "score": 0\n'
    "    }\n"
    "    ### Example 1 Ends ###\n"
    "\n"
    "    ### Example 2 Starts ###\n"
    "    * Question: What is the interval where the blue curve achieves the maximum value among [0, 50], [50, 100],"
    " [100, 150], and [150, 200]?\n"
    "    * Ground Truth: [50, 100]\n"
    "    * Response: The interval where the blue curve achieves the maximum value is [50, 100].\n"
    "\n"
    "    {\n"
    '        "extracted_answer": "[50, 100]",\n'
    '        "score": 1\n'
    "    }\n"
    "    ### Example 2 Ends ###\n"
    "\n" + _YOUR_TURN
)

_NUMBERS_RUBRIC = (
    "\n"
    "    ### Rules ###\n"
    "    * Give a score of 1 if and only if the two numbers are exactly equal in values. It's acceptable to have"
    " different notations (e.g., 0.01 and 10^-2; 1500 and 1.5e3).\n"
    "    * Give a score of 0 if the two numbers are different in values.\n"
    "\n"
    "    ### Example 1 Starts ###\n"
    "    * Question: What is the value of the red curve at t=10?\n"
    "    * Ground Truth: 0.01\n"
    "    * Response: The value of the red curve at t=10 is 0.012.\n"
    "\n"
    "    {\n"
    '        "extracted_answer": "0.012",\n'
    '        "score": 0\n'
    "    }\n"
    "    ### Example 1 Ends ###\n"
    "\n"
    "    ### Example 2 Starts ###\n"
    "    * Question: What is the value of the blue curve at t=50?\n"
    "    * Ground Truth: 1500\n"
    "    * Response: The value of the blue curve at t=50 is 1.5e3.\n"
    "\n"
    "    {\n"
    '        "extracted_answer": "1.5e3",\n'
    '        "score": 1\n'
    "    }\n"
    "    ### Example 2 Ends ###\n"
    "\n" + _YOUR_TURN
)

#: Both kinds of numbers are judged alike.
_RUBRICS = {1: _TERMS_RUBRIC, 2: _MEANING_RUBRIC, 3: _NUMBERS_RUBRIC, 4: _NUMBERS_RUBRIC}


def number_instruction(gold: str) -> str:
    """Return the line that tells how many decimal places a number must have, which follows from the reference.

    What stands after a second point is not counted, and ``"3."`` asks for 0 decimal places, as officially.
    """
    parts = gold.split(".")
    if len(parts) == 1:
        return "* Your final answer must be an exact integer."
    return f"* Your final answer must be a number with {len(parts[1])} decimal places."


def question_prompt(question: str, answer_type: int, gold: str) -> str:
    """Return what a model is asked beside the chart.

    Args:
        question: The question.
        answer_type: From 1 to 4: text in the chart, text in general, number in the chart, number in general.
        gold: The reference, from which the instruction of type 4 follows.
    """
    if answer_type == 4:
        return _INSTRUCTIONS[4].format(question, number_instruction(gold))
    return _INSTRUCTIONS[answer_type].format(question)


def judge_prompt(question: str, answer_type: int, gold: str, response: str) -> str:
    """Return what a judge is asked about a response; the question goes without its instruction.

    Args:
        question: The question.
        answer_type: From 1 to 4; see :func:`question_prompt`.
        gold: The reference.
        response: What the model wrote.
    """
    filled = _RUBRICS[answer_type].replace("<|question|>", question).replace("<|ground_truth|>", gold)
    return _JUDGE_PREFIX + filled.replace("<|response|>", response)
