package lessons

import (
	"fmt"
	"regexp"
	"strings"
)

// anything stands in expected output for any text within a line, and alone on a line for any lines.
const anything = "…"

// Match compares what a command printed with the lines that a lesson expects. It gives "" if they agree by shape, else
// a diff: "-" before an expected line that did not come, "+" before one that came unexpectedly, " " before what agrees.
//
// By shape means: hardware addresses (but for all zeros and all ones) and what is made of them, interface numbers,
// network namespace ids, times, how fresh a neighbour is and whether an address is still tentative may differ; white
// space at the end of a line does not count; "…" stands for any text within a line, and alone on a line for any number
// of lines.
func Match(expect []string, output string) (diff string) {
	got := lines(output)
	diffLines, agree := newShaper().align(expect, got)
	if agree {
		return ""
	}
	return strings.Join(diffLines, "\n") + "\n"
}

// Verify compares a record with what the lesson says of its command: "" if it did that, else what differs, in lines.
func Verify(c Command, r Record) (mismatch string) {
	wrong, diff := wrongStatus(c, r), Match(c.Expect, r.Output)
	if wrong != "" && diff == "" {
		// What the lesson does not say of the output may tell why.
		diff = indented(r.Output)
	}
	return wrong + diff + meantAsCommands(diff)
}

// indented is output as lines of a diff that agree.
func indented(output string) string {
	var b strings.Builder
	for _, line := range lines(output) {
		b.WriteString(" " + line + "\n")
	}
	return b.String()
}

// meantAsCommands tells which of the expected lines that did not come may have been meant as commands.
func meantAsCommands(diff string) string {
	var b strings.Builder
	for line := range strings.Lines(diff) {
		if found := regexp.MustCompile(`^-\s*([$#>]\s*[a-z].*?)\s*$`).FindStringSubmatch(line); found != nil {
			fmt.Fprintf(&b, "a command begins with `$ ` in the first column, and this does not: %s\n", found[1])
		}
	}
	return b.String()
}

// wrongStatus tells in a line where a command failed and should not have, or the other way round.
func wrongStatus(c Command, r Record) string {
	switch failed := r.Failed(); {
	case c.MustFail && !failed:
		return "it should have failed, and its exit status is 0\n"
	case !c.MustFail && failed:
		return fmt.Sprintf("it failed: its exit status is %d\n", r.Status)
	}
	return ""
}

func lines(output string) []string {
	if output == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(output, "\n"), "\n")
}

// align finds the way through expected and printed lines with the fewest that stand on one side only, and among those the
// one with the most that agree. cost[i][j] is the price of what is left from expect[i] and got[j] on.
func (s shaper) align(expect, got []string) (diff []string, agree bool) {
	const alone, together = 1 << 20, -1
	free := func(i int) bool { return strings.TrimSpace(expect[i]) == anything }
	cost := make([][]int, len(expect)+1)
	for i := len(expect); i >= 0; i-- {
		cost[i] = make([]int, len(got)+1)
		for j := len(got); j >= 0; j-- {
			switch {
			case i == len(expect):
				cost[i][j] = (len(got) - j) * alone
			case free(i) && j == len(got):
				cost[i][j] = cost[i+1][j]
			case free(i):
				cost[i][j] = min(cost[i+1][j], cost[i][j+1])
			case j == len(got):
				cost[i][j] = cost[i+1][j] + alone
			case s.matchLine(expect[i], got[j]):
				cost[i][j] = min(cost[i+1][j+1]+together, cost[i+1][j]+alone, cost[i][j+1]+alone)
			default:
				cost[i][j] = min(cost[i+1][j], cost[i][j+1]) + alone
			}
		}
	}
	for i, j := 0, 0; i < len(expect) || j < len(got); {
		switch {
		case i < len(expect) && free(i) && cost[i][j] == cost[i+1][j]:
			i++
		case i < len(expect) && free(i):
			diff, j = append(diff, " "+got[j]), j+1
		case i < len(expect) && cost[i][j] == cost[i+1][j]+alone:
			diff, i = append(diff, "-"+expect[i]), i+1
		case j < len(got) && cost[i][j] == cost[i][j+1]+alone:
			diff, j = append(diff, "+"+got[j]), j+1
		default:
			diff, i, j = append(diff, " "+got[j]), i+1, j+1
		}
	}
	return diff, cost[0][0] <= 0
}

// matchLine compares one line by shape.
func (s shaper) matchLine(expect, got string) bool {
	pieces := strings.Split(s.shape(expect), anything)
	rest := s.shape(got)
	if len(pieces) == 1 {
		return pieces[0] == rest
	}
	last := len(pieces) - 1
	if pieces[last] == "" {
		rest += " " // so that "word …" matches a line that ends with the word
	}
	rest, ok := strings.CutPrefix(rest, pieces[0])
	if !ok {
		return false
	}
	for _, piece := range pieces[1:last] {
		if _, rest, ok = strings.Cut(rest, piece); !ok {
			return false
		}
	}
	return strings.HasSuffix(rest, pieces[last])
}

// shaper knows what differs from run to run.
type shaper []variable

type variable struct {
	pattern *regexp.Regexp
	shape   string // what stands for it; no output has it
}

func newShaper() shaper {
	of := func(pattern, shape string) variable { return variable{regexp.MustCompile(pattern), shape} }
	return shaper{
		of(`\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\b`, "<MAC>"),
		of(`\bfe80::[0-9a-f:]*ff:fe[0-9a-f:]+`, "<fe80::MAC>"), // an address made of a MAC (RFC 4291, appendix A)
		of(`\b[0-9a-f]{4}\.[0-9a-f]{12}\b`, "<BRIDGE>"),        // a bridge's id has its MAC
		of(`\b[0-9a-f]{64}\b`, "<ID>"),                         // Docker's ids, and what it makes of them
		of(`\b(veth[0-9a-f]{7}|br-[0-9a-f]{12}|[0-9a-f]{12})\b`, "<SHORT ID>"),
		of(`\bnet:\[\d+\]`, "net:[<INODE>]"),
		of(`\b(packets|bytes) \d+\b`, "<COUNT>"), // of a rule's counter
		of(`^\d+: `, "<INDEX>: "),
		of(`@if\d+\b`, "@if<INDEX>"),
		of(`\blink-netnsid \d+\b`, "link-netnsid <ID>"),
		of(`\(id: \d+\)`, "(id: <ID>)"),
		of(`\btime[= ][0-9.]+ ?ms\b`, "<TIME>"),
		of(`= [0-9.]+/[0-9.]+/[0-9.]+/[0-9.]+ ms\b`, "= <TIMES>"),
		of(`\b[0-9.]+sec\b`, "<SECONDS>"),
		of(`\b(REACHABLE|STALE|DELAY|PROBE)$`, "<FRESH>"), // a valid neighbour's state is a matter of time
		of(` tentative$`, ""),                             // and so is how long the kernel tries an address
	}
}

// shape puts the shapes in, and drops white space at the end of the line.
func (s shaper) shape(line string) string {
	line = strings.TrimRight(line, " \t\r")
	for _, v := range s {
		line = v.pattern.ReplaceAllStringFunc(line, func(found string) string {
			if strings.Trim(found, "0:") == "" || strings.Trim(found, "f:") == "" {
				return found // nobody's address and everybody's are the same in every run
			}
			return v.shape
		})
	}
	return line
}
