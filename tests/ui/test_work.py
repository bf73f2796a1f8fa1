"""Work off the window's thread: answers come back, late ones do not, faults are not lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from petition_desk.errors import UnknownCaseError
from petition_desk.ui.error_box import ErrorBox, Fault
from petition_desk.ui.work import Job, Lane, Work


def test_the_function_runs_elsewhere_and_its_answer_comes_to_the_window(
    work: Work, settled: Callable[[], None]
) -> None:
    ran_in: list[threading.Thread] = []
    answered_in: list[threading.Thread] = []

    def look(_job: Job) -> int:
        ran_in.append(threading.current_thread())
        return 7

    answers: list[int] = []

    def take(answer: int) -> None:
        answered_in.append(threading.current_thread())
        answers.append(answer)

    work.run(look, take)
    settled()
    assert answers == [7]
    assert ran_in[0] is not threading.main_thread()
    assert answered_in[0] is threading.main_thread()


def test_the_database_is_asked_by_one_thread_in_order(
    work: Work, settled: Callable[[], None]
) -> None:
    threads: set[int] = set()
    order: list[int] = []

    def ask(number: int) -> Callable[[Job], int]:
        def function(_job: Job) -> int:
            threads.add(threading.get_ident())
            return number

        return function

    for number in range(20):
        work.run(ask(number), order.append)
    settled()
    assert order == list(range(20))
    assert len(threads) == 1


def test_only_the_answer_to_the_last_question_counts(
    work: Work, settled: Callable[[], None]
) -> None:
    lane, answers = Lane(work), list[str]()
    for text in ("张", "张三", "张三丰"):
        lane.ask(lambda _job, text=text: text, answers.append)
    settled()
    assert answers == ["张三丰"]


def test_the_fault_of_an_earlier_question_is_dropped_too(
    work: Work, error_box: ErrorBox, settled: Callable[[], None]
) -> None:
    lane, answers, faults = Lane(work), list[int](), list[Fault]()
    error_box.raised.connect(faults.append)

    def fail(_job: Job) -> int:
        raise UnknownCaseError("XF2026-0001")

    lane.ask(fail, answers.append)
    lane.ask(lambda _job: 2, answers.append)
    settled()
    assert answers == [2]
    assert faults == []


def test_progress_is_said_and_a_cancelled_job_knows_it(
    qtbot: QtBot, work: Work, settled: Callable[[], None]
) -> None:
    said: list[tuple[int, int]] = []
    go_on = threading.Event()

    def count(job: Job) -> int:
        job.progress(1, 3)
        go_on.wait(5)
        return 0 if job.is_cancelled() else 3

    answers: list[int] = []
    job = work.run(count, answers.append, progress=lambda done, total: said.append((done, total)))
    qtbot.waitUntil(lambda: said == [(1, 3)])
    job.cancel()
    go_on.set()
    settled()
    assert answers == [0]


def test_what_is_raised_reaches_whoever_asked(work: Work, settled: Callable[[], None]) -> None:
    raised: list[Exception] = []

    def fail(_job: Job) -> None:
        raise UnknownCaseError("XF2026-0001")

    work.run(fail, lambda _none: None, failed=raised.append)
    settled()
    assert str(raised[0]) == "没有编号为 XF2026-0001 的信访件。"


def test_shutting_down_waits_for_what_is_under_way(work: Work) -> None:
    finished = threading.Event()

    def until_cancelled(job: Job) -> None:
        while not job.is_cancelled():
            threading.Event().wait(0.001)
        finished.set()

    work.run(until_cancelled, lambda _none: None)
    work.shut_down()
    assert finished.is_set()
