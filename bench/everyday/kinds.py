"""Questions that ask who, where and when, of the documents of the second and the third development set together."""
import second
import third


def documents() -> dict:
    return second.documents() | third.documents()
