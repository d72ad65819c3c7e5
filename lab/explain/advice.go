package explain

import (
	_ "embed" // for the table
	"fmt"
	"slices"
	"strings"
)

//go:embed advice.txt
var adviceTable string

// advice is a row of the table of errors.
type advice struct {
	command, about string
	texts          map[string]string // by language
}

func readAdvice() (list []advice, err error) {
	number := 0
	for line := range strings.Lines(adviceTable) {
		number++
		if line = strings.TrimSuffix(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, " | ")
		if len(cells) != 4 {
			return nil, fmt.Errorf("advice.txt: line %d: want a command, an error, English and Chinese, got %d cells", number, len(cells))
		}
		list = append(list, advice{strings.TrimSpace(cells[0]), cells[1], map[string]string{"en": cells[2], "zh": cells[3]}})
	}
	return list, nil
}

// Advice is one line, in plain words, of what the error means that a line told, and what usually helps: empty where the table has
// nothing of it. The errors are those of iproute2, iputils, Docker and bash.
func (w Words) Advice(line, output, lang string) string {
	var places []string
	for _, s := range commands(tokens(line)) {
		steps, _ := w.follow(s.texts())
		for _, step := range steps {
			places = append(places, step.within)
		}
	}
	for _, a := range w.advices {
		fits := func(place string) bool { return place == a.command || strings.HasPrefix(place, a.command+" ") }
		if strings.Contains(output, a.about) && (a.command == "" || slices.ContainsFunc(places, fits)) {
			return a.texts[lang]
		}
	}
	return ""
}
