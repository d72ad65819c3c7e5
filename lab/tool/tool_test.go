package tool

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vethlab/lab/sandbox/sandboxtest"
)

func TestMain(m *testing.M) { sandboxtest.MainAnywhere(m) }

// outcome is what a program did, as far as one can see it.
type outcome struct {
	Out, Err string
	Status   int
	Files    string // what the folder has afterwards
}

// cases are lines of words, of which the first is the program; each runs in a folder with the files of prepare.
const cases = `
cat one
cat one two
cat - one
cat
cat none
cat dir
cat one none two
head one
head -n 2 many
head -n 0 many
head -n x many
head none
head one two
head -n1 one none
head dir
tail -n 2 many
tail many
tail none
tail one two
tail -n 0 many
wc -l many
wc one
wc -l -w one
wc -c
wc none
wc one two
wc dir
wc one none
wc -l one two
wc one -
ls
ls -1
ls -a
ls -d dir
ls dir
ls -1 dir one
ls none
ls -z
ls one none
ls empty
ln -s one new
ln -s one dir
ln one new
ln -s one two
ln -sf one two
ln none new
ln dir new
ln
ln -s /nowhere dangling2
ln -sfn dir new
mkdir new
mkdir -p a/b/c
mkdir one
mkdir a/b
mkdir -p dir
mkdir
mkdir -m 700 private
rm one
rm none
rm -f none
rm dir
rm -r dir
rm -rf dir none
rm
readlink link
readlink one
readlink -f link
readlink none
readlink
touch new one
touch none/new
touch
touch -z one
touch -c absent
touch --foo one
cat -n one two
cat -z one
cat --foo
head -3 many
head -Q many
tail -2 many
tail -n +11 many
tail -Q many
mkdir -v new other
mkdir -pv a/b/c
mkdir -v one
mkdir -z
ls -R
ls -R dir empty
ls -Ra dir
ls -t
ls -1t dir one two
ls two one
ls --foo
wc -z one
cp one new
cp one dir
cp one two dir
cp one two none
cp one two many
cp one
cp
cp none new
cp dir new
cp -r dir new
cp -r dir empty
cp -R dir empty new
cp one one
cp one none/new
cp link new
cp -r link new
cp -z one two
cp two one
sort one
sort -r one two
sort -n numbers
sort -nr numbers
sort -u numbers
sort -nu numbers
sort many -u
sort
sort none
sort dir
sort -Q one
grep line one
grep -v line one
grep -n line one many
grep -c line one many two
grep -c none one
grep -q line one
grep -q none one
grep none one
grep line
grep -n line - one
grep -i LINE one
grep LINE one
grep -o [a-z]* one
grep -o -n i one many
grep -w lin one
grep -w line one
grep -w -o s[a-z]* one
grep -E (first|second) one
grep -E li(n)+e one
grep (first|second) one
grep first\|end one two
grep -E l{1}ine one
grep l\{1\}ine one
grep lin\+e one
grep ^first$ one
grep -F . one
grep . one
grep -F n. two
grep *x one
grep a*\.b numbers
grep [^a-z] numbers
grep \<line\> one
grep end two
grep line none
grep line none one
grep -q line none one
grep line dir
grep -Q line one
grep --foo line
grep
grep -vn line one
grep -vc line one two
grep -h line one many
grep -E ( one
grep a\) one
grep [a one
seq 3
seq 2 4
seq 2 3 9
seq 3 -1 1
seq 3 1
seq -2
seq -2 0
seq
seq 1 2 3 4
seq 1 0 2
seq x
sleep 0
sleep 0.01
sleep x
sleep nan
sleep 1x
sleep
sleep 0.01 0.01s
true
false
echo a b
echo -n a
uname
uname -s
uname -m
pwd
whoami
`

// prepare makes the same files each time.
func prepare(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"one": "first\nsecond line\n", "two": "no end", "many": strings.Repeat("line\n", 12), ".hidden": "", "dir/inner": "x\n", "numbers": "10\n9 b\n9 a\n-3\nx\n 2.5\n10\na.b\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{os.Mkdir(filepath.Join(dir, "empty"), 0o755), os.Symlink("one", filepath.Join(dir, "link"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range strings.Fields("two .hidden dir one empty many numbers") {
		// Each is older than the one before.
		when := time.Now().Add(-time.Duration(i+1) * time.Hour)
		if err := os.Chtimes(filepath.Join(dir, name), when, when); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// files are all files of a folder with their kinds, links with where they lead.
func files(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		to, _ := os.Readlink(path)
		name, _ := filepath.Rel(dir, path)
		b.WriteString(strings.TrimSpace(info.Mode().String()+" "+name+" "+to) + "\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCoreutils runs each case here and by GNU coreutils.
func TestCoreutils(t *testing.T) {
	if said, err := exec.Command("ls", "--version").CombinedOutput(); (err != nil || !bytes.Contains(said, []byte("coreutils"))) && os.Getenv("CI") == "" {
		t.Skip("no GNU coreutils to compare with")
	}
	const input = "typed\nlines\n"
	wrong := 0
	for line := range strings.Lines(strings.TrimSpace(cases)) {
		words := strings.Fields(line)
		real, ours := prepare(t), prepare(t)
		want := outcome{}
		c := exec.Command(words[0], words[1:]...)
		c.Dir, c.Env, c.Stdin = real, append(os.Environ(), "LC_ALL=C"), strings.NewReader(input)
		var out, complaints bytes.Buffer
		c.Stdout, c.Stderr = &out, &complaints
		// How it ended is in its state.
		_ = c.Run()
		want = outcome{strings.ReplaceAll(out.String(), real, "DIR"), complaints.String(), c.ProcessState.ExitCode(), files(t, real)}
		if want.Status != 0 {
			wrong++
		}
		var got outcome
		out.Reset()
		complaints.Reset()
		got.Status = Programs()[words[0]](t.Context(), Process{Argv: words, Dir: ours, Stdin: strings.NewReader(input), Stdout: &out, Stderr: &complaints})
		got.Out, got.Err, got.Files = strings.ReplaceAll(out.String(), ours, "DIR"), complaints.String(), files(t, ours)
		want.Err, got.Err = firstLine(want.Err), firstLine(got.Err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("unexpected outcome of %s (-coreutils +ours):\n%s", strings.TrimSpace(line), diff)
		}
	}
	if wrong < 15 {
		t.Errorf("unexpected number of wrong uses: want at least 15, got %d", wrong)
	}
}

// firstLine leaves out GNU's advice to try --help, which is not there.
func firstLine(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "Try '") && !strings.HasPrefix(line, "Usage: ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// TestSleepLong sleeps for longer than a timer counts, and is woken.
func TestSleepLong(t *testing.T) {
	for _, words := range [][]string{{"11000000000"}, {"infinity"}, {"inf"}, {"1e400"}, {"1e300d"}, {"300000d", "0"}} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		var said strings.Builder
		status := Programs()["sleep"](ctx, Process{Argv: append([]string{"sleep"}, words...), Stdout: &said, Stderr: &said})
		if status != interrupted || ctx.Err() == nil || said.Len() > 0 {
			t.Errorf("sleep %q: unexpected end: want none, got status %d and %q", words, status, said.String())
		}
		cancel()
	}
}
