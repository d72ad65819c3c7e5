package lessons

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// head reads the YAML between two lines `---` with which a file begins. It gives the file with blanks in place of the
// head, so that places in it stay the same.
func (p *parser) head() []byte {
	const fence = "---\n"
	if !bytes.HasPrefix(p.src, []byte(fence)) {
		p.errorf(0, "a lesson begins with a line `---`, and with its id, title, summary, minutes and needs in YAML")
		return p.src
	}
	end := bytes.Index(p.src, []byte("\n"+fence))
	if end < 0 {
		p.errorf(0, "the head is not closed: there is no second line `---`")
		return nil
	}
	end += len("\n" + fence)
	var h struct {
		ID      string   `yaml:"id"`
		Title   string   `yaml:"title"`
		Summary string   `yaml:"summary"`
		Minutes int      `yaml:"minutes"`
		Needs   []string `yaml:"needs"`
		Engine  string   `yaml:"engine"`
		BIP     string   `yaml:"bip"`
	}
	body := slices.Concat(blank(p.src[:end]), p.src[end:])
	if err := yaml.UnmarshalWithOptions(p.src[len(fence):end-len(fence)], &h, yaml.DisallowUnknownField()); err != nil {
		p.yamlError(len(fence), err)
		return body
	}
	l := p.lesson
	l.ID, l.Title, l.Summary, l.Minutes, l.Needs = h.ID, h.Title, h.Summary, h.Minutes, h.Needs
	l.Engine, l.BIP = h.Engine, h.BIP
	p.lintHead()
	return body
}

// yamlError takes the place and the message of what the YAML parser says; base is where the YAML begins.
func (p *parser) yamlError(base int, err error) {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		p.errorf(base, "head: %s", strings.Join(strings.Fields(err.Error()), " "))
		return
	}
	where := at.GetToken().Position
	offset := p.line(where.Line + bytes.Count(p.src[:base], []byte("\n")))
	// It may quote the file, line ends and all.
	message := strings.Join(strings.Fields(at.GetMessage()), " ")
	if wrong := (*yaml.TypeError)(nil); errors.As(err, &wrong) {
		message = fmt.Sprintf("%q is not of type %s", at.GetToken().Value, wrong.DstType)
	}
	p.errorf(min(offset+where.Column-1, len(p.src)), "head: %s", message)
}

// blank is as many lines, of blanks only.
func blank(b []byte) []byte {
	out := bytes.Repeat([]byte(" "), len(b))
	for i, c := range b {
		if c == '\n' {
			out[i] = c
		}
	}
	return out
}

// position is the line and column, both from 1 and the column in characters, of an offset.
func position(src []byte, offset int) (line, column int) {
	before := src[:max(0, min(offset, len(src)))]
	line = bytes.Count(before, []byte("\n")) + 1
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// line is the offset at which a line begins.
func (p *parser) line(number int) int {
	offset := 0
	for ; number > 1; number-- {
		next := bytes.IndexByte(p.src[offset:], '\n')
		if next < 0 {
			return len(p.src)
		}
		offset += next + 1
	}
	return offset
}

// key is where a key of the head stands.
func (p *parser) key(name string) int {
	return max(0, bytes.Index(p.src, []byte("\n"+name+":"))+1)
}

func sorted(list []flaw) []flaw {
	slices.SortStableFunc(list, func(a, b flaw) int { return a.offset - b.offset })
	return list
}
