//go:build linux

package shell

import (
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// FuzzPrepare has scripts looked through and put right: none that can be read may end the lab.
func FuzzPrepare(f *testing.F) {
	for _, script := range []string{
		"time -p a | b &", "let 'x=1' \"y=$z\"", "[[ a -eq b && $x =~ \"a.b\"$ ]]", "echo $0 $! ${x/#a/b} ${x//%/}", "declare -A h=([a]=1)",
		"f() { a | b; }", "((a[0]++, b+=1))", "coproc a", "for ((;;)); do time; done", "a | { b & } | (c)",
		"shift 2; echo $((x * 08 + ++x)) $(($x)) $((x = x))", "for x in 1+1; do let x+=x; done",
		"exec 3>a 4<&3- {f}>&1; b 5>c 2>&1 | (exec 5>&-) |& d; ((a /= b, c++, d[1] % e))",
	} {
		f.Add(script)
	}
	f.Fuzz(func(t *testing.T, script string) {
		file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
		if err != nil {
			return
		}
		_ = beyond(file)
		b := &bash{}
		for _, st := range file.Stmts {
			_ = b.prepare(st)
		}
	})
}

// FuzzFormat has printf's formats carried out; what is padded stays within bounds.
func FuzzFormat(f *testing.F) {
	f.Add("%5.2f|%-*s|%q|%b\\n", "1.5", "7", "a b")
	f.Add("%c%%%x\\u00e9\\c", "'a", "0x1f", "\\0101\\c")
	f.Fuzz(func(t *testing.T, format, a, b, c string) {
		p := formatting{words: []string{a, b, c}}
		p.run(format)
		if most := (len(format) + 4) * 4 * (2*mostWidth + len(a) + len(b) + len(c)); p.text.Len() > most {
			t.Errorf("unexpected length of %q with %q: want %d at most, got %d", format, []string{a, b, c}, most, p.text.Len())
		}
	})
}
