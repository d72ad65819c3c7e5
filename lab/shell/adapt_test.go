//go:build linux

package shell

import (
	"strings"
	"testing"
	"time"

	"mvdan.cc/sh/v3/syntax"
)

// FuzzPrepare has scripts looked through and put right: none that can be read may end the lab, nor may the text of what was put right.
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
		_, _ = new(bash).prepareAll(file.Stmts, "0")
		_ = textOfScript(file)
	})
}

// TestPrepareDeep holds that what is deep or long takes no longer than as much that is neither: the bound is generous.
func TestPrepareDeep(t *testing.T) {
	const deep = 2000
	nested := func(begin, inner, end string) string {
		return strings.Repeat(begin, deep) + inner + strings.Repeat(end, deep)
	}
	for name, script := range map[string]string{
		"parentheses":   "((" + nested("(x+", "1", ")") + "))",
		"divisions":     "((" + nested("1/(x+", "1", ")") + "))",
		"assignments":   "((" + nested("x=", "1", "") + "))",
		"choices":       "((" + nested("x?1:", "1", "") + "))",
		"subshells":     nested("( exec 3>a; ", "a", ")"),
		"substitutions": nested("a \"$(", "a", ")\""),
		"blocks":        nested("{ if a; then ", "a", "; fi; }"),
		"a sum":         "((" + nested("x+", "1", "") + "))",
		"backslashes":   "x=" + nested(`\a`, "", ""),
		"lines":         nested("for i in 1 2; do ip link set \"v$i\" up; done\n", "", ""),
	} {
		t.Run(name, func(t *testing.T) {
			file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			_, _ = new(bash).prepareAll(file.Stmts, "0")
			if took := time.Since(began); took > time.Second {
				t.Errorf("unexpected time: want less than 1s, got %v", took)
			}
		})
	}
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

// TestIsPlain holds that only what bash takes as it stands is left as it is.
func TestIsPlain(t *testing.T) {
	for script, want := range map[string]bool{
		"ip link set v0 up":                true,
		"nft add rule ip nat c masquerade": true,
		"brctl show":                       true,
		"ip link set $v up":                false,
		"ip link set 'v0' up":              false,
		"ip link set v$((i + 1)) up":       false,
		"ip link set \"v${a[0]}\" up":      false,
		"ip link show $(cat name)":         false,
		"ip link > links":                  false,
		"ip monitor &":                     false,
		"! ip link show v0":                false,
		"LANG=C ip link":                   false,
		"x=1":                              false,
		"trap 'ip link' EXIT":              false,
		"eval ip link":                     false,
		"ip link | cat":                    false,
		"ip link && ip addr":               false,
		"if ip link; then ip addr; fi":     false,
		"time ip link":                     false,
		"ip() { :; }":                      false,
	} {
		file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
		if err != nil {
			t.Fatalf("unexpected error of Parse of %s: %v", script, err)
		}
		if got := isPlain(file.Stmts[0]); got != want {
			t.Errorf("unexpected isPlain of %s: want %t, got %t", script, want, got)
		}
	}
}
