package explain

import (
	_ "embed" // for the table
	"fmt"
	"regexp"
	"strings"
)

//go:embed machine.txt
var machineTable string

// gap stands, in both texts of a saying, for what varies.
const gap = "…"

// saying is a row of the table of what is said of a machine.
type saying struct {
	english *regexp.Regexp
	chinese string
}

func readSayings() (list []saying, err error) {
	number := 0
	for line := range strings.Lines(machineTable) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		english, chinese, ok := strings.Cut(line, " | ")
		if !ok || strings.Count(english, gap) != strings.Count(chinese, gap) {
			return nil, fmt.Errorf("machine.txt: line %d: want English and Chinese with as many %s", number, gap)
		}
		pattern := strings.ReplaceAll(regexp.QuoteMeta(english), gap, "(.+?)")
		list = append(list, saying{regexp.MustCompile("^" + pattern + "$"), chinese})
	}
	return list, nil
}

// Said is what vethlab says of the machine (why it allows no lab, what it lacks, how to allow it), which is English, in the language. What
// the table does not have stays as it is: commands, and the words of other programs.
func (w Words) Said(text, lang string) string {
	if lang != "zh" {
		return text
	}
	for _, s := range w.sayings {
		parts := s.english.FindStringSubmatch(text)
		if parts == nil {
			continue
		}
		said := s.chinese
		for _, part := range parts[1:] {
			// What was filled in may have the sign itself.
			before, after, _ := strings.Cut(said, gap)
			said = before + strings.ReplaceAll(w.Said(part, lang), gap, "\x00") + after
		}
		return strings.ReplaceAll(said, "\x00", gap)
	}
	return text
}
