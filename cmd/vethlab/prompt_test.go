//go:build linux

package main

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/creack/pty"
)

// typed are lines as a person types them at a prompt, right ones and wrong ones.
const typed = `echo 1 > /nonexistent/x
nosuch
nosuch | cat
cd /nonexistent
echo "a
b"
for i in 1 2; do
echo $i
done
f() { nosuch; echo inside; }
f
echo ${x?}; echo same
echo $?
echo ${x:?}
echo ${x:?bad}
echo ${3?}
g() { echo ${x?oh}; echo inside; }; g; echo outside
echo ${!x}; echo same
A=${x?}
set -u
echo $undefined; echo same
(echo $undefined); echo $?
B=$undefined
echo $((undefined))
for i in $undefined; do echo $i; done
cat <<< $undefined
set +u
echo $((1/0))
echo $((08))
[ 1 -eq a ]
test 1 2 3
readonly r=1
r=2
unset r
shift -1
return 3
break
local x=1
declare 1a
alias nope
unalias nope
type nosuch
type cd
printf '%d\n' abc
printf -j
kill %3
fg
bg
wait %4
jobs -z
echo a >| /
cat < /nonexistent
(exit 3); echo $?
umask 9
pushd
popd
source
.
source /nonexistent
echo 'fi' > lib; source ./lib
exec nosuch
exec 9> /nonexistent/x
trap nosuch NOSIG
eval 'echo "'
eval 'if'
eval ')'
builtin nosuch
command nosuch
echo $(nosuch)
if true; then echo yes
fi
case a in a) echo A;; esac
cat << EOF
one
$((1+1))
EOF
echo a;; echo b
)
echo $?
echo 'it
s'
true && )
{ echo a }
}
a=(1 2 3); echo ${a[@]} ${#a[@]} ${a[5]}
echo {1..3} {a,b}
echo ~nosuch
false || echo alternative
printf 'a\nb\n'
echo
./nosuch
/etc/passwd
/
sh -c nosuch
"a b"
""
;
&
|
ls | | cat
true &&
echo cont
echo end
`

// TestPromptAsBash types lines at bash's prompt and at ours: both terminals show the same, but for what is our own: the first line, and advice.
func TestPromptAsBash(t *testing.T) {
	needLab(t)
	if _, err := exec.LookPath("bash"); err != nil {
		need(t, "there is no bash to compare with")
	}
	prompts := regexp.MustCompile(`(?m)^[#>]( |$)`)
	blanks := regexp.MustCompile(` *\n+| *$`)
	own := regexp.MustCompile(`(?m)\A.*exit leaves\.\n|^→ .*\n`)
	// Rows enough that nothing scrolls away.
	const width, height = 200, 400
	show := func(c *exec.Cmd) string {
		c.Dir = t.TempDir()
		c.Env = environment(t, "PS1=# ", "PS2=> ")
		m := open(t, width, height, c)
		m.until("prompt", func(screen string) bool { return len(prompts.FindAllString(screen, -1)) == 1 && isAtPrompt(screen) })
		for line := range strings.Lines(typed) {
			before := len(prompts.FindAllString(m.text(), -1))
			m.send(strings.TrimSuffix(line, "\n") + "\r")
			m.until("prompt after "+line, func(screen string) bool {
				return len(prompts.FindAllString(screen, -1)) > before && isAtPrompt(screen)
			})
		}
		return own.ReplaceAllString(blanks.ReplaceAllString(m.text(), "\n"), "")
	}
	bash := show(exec.Command("bash", "--norc", "--noprofile", "--noediting", "-i"))
	ours := show(exec.Command(program(), "sh"))
	if d := udiff.Unified("bash", "vethlab", bash, ours); d != "" {
		t.Errorf("unexpected difference:\n%s", d)
	}
}

// isAtPrompt tells that the last row with anything on it is a prompt at which nothing was typed.
func isAtPrompt(screen string) bool {
	screen = strings.TrimRight(screen, " \n")
	last := screen[strings.LastIndexByte(screen, '\n')+1:]
	return last == "#" || last == ">"
}

// TestPromptOfHalfALine ends a command that is not whole with ctrl+d: the prompt stays.
func TestPromptOfHalfALine(t *testing.T) {
	m := prompt(t)
	m.send("echo \"x\r")
	m.empty("\n>")
	m.send("\x04")
	m.shows("looking for matching `\"'")
	m.send("for i in 1 2\r")
	m.empty("\n>")
	m.send("\x04")
	m.shows("unexpected end of file")
	m.send("echo $((40+2))\r")
	m.shows("\n42\n#")
	m.leave()
}

// TestPromptOfMuteTerminal has a prompt in a terminal that does not tell where its cursor is.
func TestPromptOfMuteTerminal(t *testing.T) {
	needLab(t)
	c := exec.Command(program(), "sh")
	c.Env = environment(t, "TERM=dumb")
	terminal, err := pty.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	// It is a limit for what hangs: the end of the program is that of what it writes.
	hung := time.AfterFunc(patience, func() { _ = c.Process.Kill() })
	defer hung.Stop()
	var said strings.Builder
	buffer := make([]byte, 1<<12)
	for err == nil {
		var n int
		n, err = terminal.Read(buffer)
		said.Write(buffer[:n])
		for _, step := range []struct{ shown, typed string }{{"leaves.\r\n \b\x1b[6n# ", "echo $((40+2))\r"}, {"42\r\n \b\x1b[6n# ", "exit\r"}} {
			if shown := said.String(); strings.Contains(shown, step.shown) {
				said.Reset()
				if _, err := terminal.WriteString(step.typed); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := c.Wait(); err != nil || !strings.Contains(said.String(), "exit") {
		t.Errorf("unexpected end: %v, %q", err, said.String())
	}
}
