//go:build linux

package shell

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

const mapfileUsage = "mapfile: usage: mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]"

// mapping is what a mapfile, or a readarray, asks for (bash(1), mapfile).
type mapping struct {
	array  string
	end    byte // of a line
	trim   bool // without that
	most   int  // lines, 0 for all
	skip   int  // lines before them
	origin int  // the index of the first; below 0 the array is emptied before
	number string
}

// mapfile carries out a mapfile: what the interpreter's sets counts as unset, and it has no count of lines.
func (b *bash) mapfile(ctx context.Context, hc interp.HandlerContext, argv []string) []string {
	m, wrong := mapOptions(argv)
	if wrong != nil {
		return wrong
	}
	if hc.Env.Get(m.array).ReadOnly {
		return []string{complaint, m.array + readonlyError}
	}
	in, _ := hc.Stdin.(*os.File)
	if m.number != "0" {
		if in, _ = b.files.get(hc.Env, m.number).(*os.File); in == nil {
			return []string{complaint, argv[0] + ": " + m.number + ": invalid file descriptor: Bad file descriptor"}
		}
	}
	var script strings.Builder
	index := max(0, m.origin)
	if m.origin < 0 {
		script.WriteString(m.array + "=(); ")
	}
	for _, line := range m.lines(ctx, in) {
		fmt.Fprintf(&script, "%s[%d]=%s; ", m.array, index, evalQuoted(line))
		index++
	}
	return []string{"eval", script.String() + "true"}
}

// mapOptions takes the words of a mapfile apart.
func mapOptions(argv []string) (m mapping, wrong []string) {
	m = mapping{array: "MAPFILE", end: '\n', origin: -1, number: "0"}
	name, usage := argv[0], strings.Replace(mapfileUsage, "mapfile", argv[0], 1)
	words, wrong := eachOption(name, argv[1:], "dnOsuCc", usage, func(flag byte, value string) string {
		if strings.IndexByte("tdnOsuCc", flag) < 0 {
			return "-" + string(flag) + ": invalid option\n" + usage
		}
		return m.option(flag, value)
	})
	if wrong != nil {
		return m, wrong
	}
	if len(words) > 0 {
		m.array = words[0]
	}
	if !syntax.ValidName(m.array) {
		return m, []string{complaint, name + ": `" + m.array + "': not a valid identifier"}
	}
	return m, nil
}

// option takes an option.
func (m *mapping) option(flag byte, value string) (wrong string) {
	n, err := strconv.Atoi(value)
	switch {
	case flag == 't':
		m.trim = true
		return ""
	case flag == 'd':
		m.end = (value + "\x00")[0]
		return ""
	case flag == 'C' || flag == 'c':
		return notBuiltIn("-" + string(flag))
	case flag == 'u' && (err != nil || n < 0):
		return value + ": invalid file descriptor specification"
	case flag == 'O' && (err != nil || n < 0):
		return value + ": invalid array origin"
	case err != nil || n < 0:
		return value + ": invalid line count"
	}
	switch flag {
	case 'n':
		m.most = n
	case 's':
		m.skip = n
	case 'O':
		m.origin = n
	case 'u':
		m.number = value
	}
	return ""
}

// lines are those that are meant. Where not all are, what comes after them stays there for who reads on.
func (m *mapping) lines(ctx context.Context, in *os.File) (list []string) {
	if in == nil {
		return nil
	}
	cut := func(line []byte) {
		if m.trim {
			line = bytes.TrimSuffix(line, []byte{m.end})
		}
		list = append(list, string(line))
	}
	if m.most == 0 {
		// What was read until an error counts, as in bash.
		text, _ := io.ReadAll(in)
		for line := range bytes.SplitAfterSeq(text, []byte{m.end}) {
			if len(line) > 0 {
				cut(line)
			}
		}
		return list[min(m.skip, len(list)):]
	}
	r := reading{end: m.end, limit: -1, raw: true}
	for n := range m.skip + m.most {
		line, status := r.from(ctx, in)
		if status == 0 {
			line = append(line, m.end)
		}
		if n >= m.skip && len(line) > 0 {
			cut(line)
		}
		if status != 0 {
			break
		}
	}
	return list
}
