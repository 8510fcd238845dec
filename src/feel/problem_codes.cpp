// The table of codes; a test checks that the room emits no other.
#include "feel/problem_codes.hpp"

namespace wf::feel {

namespace {

constexpr ProblemCode codes[] = {
    {"WF-FEEL-001", "The text is not a FEEL expression.", "1 + ", "Complete or correct the text at the marked place."},
    {"WF-FEEL-002", "A name means no variable here.", "requst.total", "Correct the name, or declare the variable in the data."},
    {"WF-FEEL-003", "The value has no field of that name.", "request.totl", "Correct the name, or add the field to the schema."},
    {"WF-FEEL-004", "There is no function of that name.", "uper case(name)", "Correct the name; the guide lists the functions."},
    {"WF-FEEL-005", "A function does not take arguments of this number or these names.", "substring(\"abc\")", "Give the arguments that its signature names."},
    {"WF-FEEL-006", "An operator does not fit the types of its two sides.", "total + \"EUR\"", "Convert one side, for example with string(…) or number(…)."},
    {"WF-FEEL-007", "An argument has the wrong type.", "upper case(5)", "Give a value of the type that the signature names."},
    {"WF-FEEL-008", "A condition is neither true nor false.", "if total then 1 else 2", "Compare it with something."},
    {"WF-FEEL-009", "The expression nests too deeply or has too many operators in one chain.", "((((…))))", "Split it up into several values."},
    {"WF-FEEL-010", "The expression is too long.", "more than 200,000 bytes", "Split it up, or put the data into a variable."},
    {"WF-FEEL-011", "A literal is not what it should be.", "date(\"31.01.2026\")", "Write dates as 2026-01-31, times as 10:00:00, durations as P3D."},
    {"WF-FEEL-012", "A hole in a text has no end.", "Dear {{ name", "Close it with }}."},
    {"WF-FEEL-013", "A context has two entries of one name.", "{a: 1, a: 2}", "Rename one."},
    {"WF-FEEL-014", "A feature of FEEL is not available here.", "function(x) external {…}", "Write the function in FEEL."},
    {"WF-FEEL-015", "Something is called that is no function.", "total(1)", "Remove the brackets, or name a function."},
    {"WF-FEEL-016", "There is no type of that name.", "x instance of nmber", "Use number, string, boolean, date, time, list<…> and so on."},
    {"WF-FEEL-101", "An operator met values that it cannot combine or compare.", "1 + null", "Make sure that both sides are there and of fitting types."},
    {"WF-FEEL-102", "A variable is not there.", "bonus", "Set it before, or test it: if bonus = null then …"},
    {"WF-FEEL-103", "A condition was neither true nor false.", "if \"yes\" then 1 else 2", "Compare the value with something."},
    {"WF-FEEL-104", "A calculation has no result or one too large.", "1 / 0", "Exclude the case with if."},
    {"WF-FEEL-105", "A value has no field of that name.", "request.remark", "Test it first, or use get value."},
    {"WF-FEEL-106", "A list has no item at that position.", "[1, 2][3]", "Positions count from 1; test with count(list)."},
    {"WF-FEEL-107", "Something cannot be gone through item by item.", "for i in null return i", "Give a list, or a range of whole numbers or dates."},
    {"WF-FEEL-108", "A function got an argument of the wrong kind.", "sum([1, \"a\"])", "Give what its signature names."},
    {"WF-FEEL-109", "A function is not available or failed.", "manager of(person)", "The message says why."},
    {"WF-FEEL-110", "A function could not read or use its argument.", "number(\"abc\")", "Give a text of the form that it reads."},
    {"WF-FEEL-111", "A pattern or replacement is malformed.", "matches(text, \"(\")", "Correct the regular expression; back references are not available."},
    {"WF-FEEL-900", "The evaluation was stopped because it took too many steps, too much memory or nested too deeply.", "for i in 1..1000000000 return i", "Let it work on less, or split it up."},
};

}  // namespace

std::span<const ProblemCode> problem_codes() { return codes; }

}  // namespace wf::feel
