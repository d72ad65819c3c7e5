package explain

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// mostUnknown is how many words without an explanation are named at most.
const mostUnknown = 20

// WriteShown explains what commands have shown, which r reads, as [Write] writes it: each word once. At the end it names those that have no
// explanation. That nothing has one is an error, in the language, too.
func (w Words) WriteShown(out io.Writer, r io.Reader, lang string, screen int) error {
	list, unknown, err := w.shownIn(r, lang)
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if len(list) == 0 {
		return errors.New(map[string]string{
			"en": "there was nothing on standard input that has an explanation; for example: ip addr | vethlab explain -",
			"zh": "标准输入里没有能解释的内容，例如：ip addr | vethlab explain -",
		}[lang])
	}
	Write(out, list, lang, screen)
	if len(unknown) > 0 {
		said := map[string]string{"en": "names, or words that vethlab does not know: ", "zh": "名字，或者 vethlab 不认识的词："}[lang]
		more := ""
		if len(unknown) > mostUnknown {
			unknown, more = unknown[:mostUnknown], " …"
		}
		fmt.Fprintf(out, "%s%s%s\n", said, strings.Join(unknown, " "), more)
	}
	return nil
}

// shownIn are the entries of what commands have shown, one of each topic, and the words that have none.
func (w Words) shownIn(r io.Reader, lang string) (list []Entry, unknown []string, err error) {
	seen := map[string]bool{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		for _, e := range w.Output(ansi.Strip(lines.Text()), lang) {
			switch {
			case seen[e.Topic()]:
			case e.Unknown:
				unknown = append(unknown, e.Words)
			default:
				list = append(list, e)
			}
			seen[e.Topic()] = true
		}
	}
	return list, unknown, lines.Err()
}
