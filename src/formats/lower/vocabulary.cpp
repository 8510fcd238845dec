// The tables of the language. A new key or verb gets its line here first.
#include "formats/lower/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace wf::formats {

namespace {

using Keys = std::vector<std::string>;

Keys operator+(Keys left, const Keys& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::vector<Place> make_places() {
  const Keys step = {"id"};
  const Keys after = {"description", "next", "goto"};
  const Keys mapping = {"in", "out"};
  const Keys boundary = {"meanwhile", "instead"};
  const Keys person = {"by", "not_by", "due", "priority"};
  const Keys form = {"form", "fields", "into"};
  return {
      {"the workflow",
       {"workflow", "name", "version", "description", "calendar", "time_zone", "roles", "data", "start", "steps"}},
      {"a start", {"id", "form", "name", "description", "fields", "into", "next", "goto"}},
      {"a 'task' step", step + Keys{"task"} + person + form + mapping + boundary + after},
      {"an 'approve' step", step + Keys{"approve"} + person + form + mapping + boundary + after},
      {"a 'manual' step", step + Keys{"manual"} + person + mapping + boundary + after},
      {"a 'call' step",
       step + Keys{"call", "http", "job", "with", "retry", "timeout", "into"} + mapping + boundary + after},
      {"a 'set' step", step + Keys{"set", "values"} + boundary + after},
      {"a 'choose' step", step + Keys{"choose", "cases"} + after},
      {"a 'parallel' step", step + Keys{"parallel", "branches"} + after},
      {"a 'wait' step", step + Keys{"wait", "after", "until"} + after},
      {"a 'subprocess' step", step + Keys{"subprocess", "steps"} + mapping + boundary + after},
      {"an 'end' step", step + Keys{"end", "error", "stop_everything", "description"}},
      {"a 'gateway' step", step + Keys{"gateway", "name"} + after},
      {"a case of 'choose'", {"if", "else", "label", "steps", "next", "goto"}},
      {"a branch of 'parallel'", {"label", "steps", "next", "goto"}},
      {"an event at a step", {"id", "name", "description", "after", "error", "steps", "next", "goto"}},
      {"'retry'", {"times", "wait", "grow", "at_most", "jitter"}},
      {"'http'", {"method", "url", "query", "headers", "body", "secret", "expect"}},
      {"an arc of a gateway", {"to", "if", "else", "label"}},
      {"a calendar", {"calendar", "name", "description", "working_week", "days_off"}},
      {"a day off", {"date", "from", "to", "name"}},
  };
}

constexpr std::array unbuilt_words = {
    Unbuilt{"email", "a 'call' step with 'job:' lets an outside worker send the mail"},
    Unbuilt{"send", "a 'call' step with 'http:' or 'job:' can reach another system"},
    Unbuilt{"receive", "a 'task' step lets a person enter what came in"},
    Unbuilt{"message", "a 'task' step lets a person enter what came in"},
    Unbuilt{"messages", "leave it out as long as no step waits for a message"},
    Unbuilt{"signal", "a 'call' step with 'http:' can start something elsewhere"},
    Unbuilt{"signals", "leave it out as long as no step waits for a signal"},
    Unbuilt{"decide", "a 'choose' step with cases, or a 'set' step with an expression, can decide"},
    Unbuilt{"run", "a 'subprocess' step holds steps of its own"},
    Unbuilt{"race", "an 'instead' with 'after' at a step covers a deadline"},
    Unbuilt{"inclusive", "a 'parallel' step with a 'choose' in each branch does the same"},
    Unbuilt{"escalate", "an 'end' step with 'error' inside a sub-process leaves it early"},
    Unbuilt{"compensate", "write the steps that undo the work one by one"},
    Unbuilt{"undo", "write the steps that undo the work one by one"},
    Unbuilt{"cancel", "an 'end' step with 'stop_everything: true' ends the case"},
    Unbuilt{"each", "a loop of steps with 'next' can go through a list one by one"},
    Unbuilt{"as", "it belongs to 'each'"},
    Unbuilt{"in_order", "it belongs to 'each'"},
    Unbuilt{"vote", "use one 'approve' step for each person"},
    Unbuilt{"repeat", "a 'choose' step behind this one can jump back with 'goto'"},
    Unbuilt{"at_any_time", "'instead' and 'meanwhile' watch a single step or sub-process"},
    Unbuilt{"cancels", "it belongs to 'at_any_time'"},
    Unbuilt{"every", "'after' waits once"},
    Unbuilt{"when", "a 'choose' step asks once; a loop with 'wait' asks again"},
    Unbuilt{"while", "a 'choose' step can jump back with 'goto'"},
    Unbuilt{"correlate", "leave it out as long as no step waits for a message"},
    Unbuilt{"all_or_nothing", "use 'instead' with 'error: any' at the sub-process"},
    Unbuilt{"ad_hoc", "put the steps in an order, or side by side in a 'parallel' step"},
    Unbuilt{"template", "a text with {{ expression }} is a template in itself"},
    Unbuilt{"was", "a new id starts a new history for the step"},
    Unbuilt{"bpmn", "attributes of other BPMN tools are not carried yet"},
};

struct Foreign {
  std::string_view word, hint;
};
constexpr std::array foreign_words = {
    Foreign{"documentation", "write 'description'"},
    Foreign{"desc", "write 'description'"},
    Foreign{"doc", "write 'description'"},
    Foreign{"title", "write 'name', or the name right behind the verb"},
    Foreign{"assignee", "write 'by'"},
    Foreign{"who", "write 'by'"},
    Foreign{"role", "write 'by'"},
    Foreign{"candidateGroups", "write 'by: group:NAME'"},
    Foreign{"condition", "write 'if'"},
    Foreign{"then", "write 'steps' or 'goto'"},
    Foreign{"default", "write 'else'"},
    Foreign{"otherwise", "write 'else'"},
    Foreign{"userTask", "write 'task'"},
    Foreign{"user", "write 'task'"},
    Foreign{"service", "write 'call'"},
    Foreign{"serviceTask", "write 'call'"},
    Foreign{"script", "write 'set'"},
    Foreign{"switch", "write 'choose'"},
    Foreign{"sleep", "write 'wait' with 'after'"},
    Foreign{"delay", "write 'wait' with 'after'"},
    Foreign{"terminate", "write 'stop_everything: true'"},
    Foreign{"depends", "steps follow each other in the order of the file; 'next' draws any other arc"},
    Foreign{"depends_on", "steps follow each other in the order of the file; 'next' draws any other arc"},
    Foreign{"needs", "steps follow each other in the order of the file; 'next' draws any other arc"},
    Foreign{"variables", "write 'data'"},
    Foreign{"timezone", "write 'time_zone'"},
    Foreign{"deadline", "write 'due'"},
    Foreign{"retries", "write 'retry: { times: 3, wait: 30 s }'"},
    Foreign{"timer", "write 'after' with a period, as in '3 working days'"},
};

}  // namespace

bool Place::allows(std::string_view key) const { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

const Place& place_of(PlaceOf which) {
  static const std::vector<Place> places = [] {
    auto made = make_places();
    for (auto at = static_cast<std::size_t>(PlaceOf::task); at <= static_cast<std::size_t>(PlaceOf::gateway); ++at) {
      made[at].is_step = true;
    }
    return made;
  }();
  return places[static_cast<std::size_t>(which)];
}

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = {
      {"task", PlaceOf::task},
      {"approve", PlaceOf::approve},
      {"manual", PlaceOf::manual},
      {"call", PlaceOf::call},
      {"set", PlaceOf::set},
      {"choose", PlaceOf::choose},
      {"parallel", PlaceOf::parallel},
      {"wait", PlaceOf::wait},
      {"subprocess", PlaceOf::subprocess},
      {"end", PlaceOf::end},
      {"gateway", PlaceOf::gateway},
      {"email", PlaceOf::task, false},
      {"send", PlaceOf::task, false},
      {"receive", PlaceOf::task, false},
      {"decide", PlaceOf::task, false},
      {"run", PlaceOf::task, false},
      {"race", PlaceOf::parallel, false},
      {"inclusive", PlaceOf::parallel, false},
      {"message", PlaceOf::task, false, false},
      {"signal", PlaceOf::task, false, false},
      {"escalate", PlaceOf::task, false, false},
      {"compensate", PlaceOf::task, false, false},
  };
  return all;
}

const Verb* find_verb(std::string_view name) {
  for (const auto& verb : verbs()) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

const Unbuilt* find_unbuilt(std::string_view word) {
  for (const auto& unbuilt : unbuilt_words) {
    if (unbuilt.word == word) return &unbuilt;
  }
  return nullptr;
}

std::string_view foreign_word(std::string_view word) {
  for (const auto& foreign : foreign_words) {
    if (foreign.word == word) return foreign.hint;
  }
  return {};
}

}  // namespace wf::formats
