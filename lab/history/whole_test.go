package history

import (
	"slices"
	"testing"
)

// TestWhole tells what bash waits for, and how it is kept once it is whole.
func TestWhole(t *testing.T) {
	for _, part := range []string{
		"for i in 1 2; do", "for i in 1 2; do\necho $i", "ip link |", "ip link &&", "ip link \\", "cat <<E\nx", "echo 'a", "f() {", "echo $(",
	} {
		if Whole(part) || Whole(part+"\n") {
			t.Errorf("unexpected end of %q", part)
		}
	}
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"\n  \n", nil},
		{"ip  link \n", []string{"ip  link"}},
		{`echo \\`, []string{`echo \\`}},
		{"for i in 1 2; do\n\n  ip link # all\n  echo $i\ndone\n", []string{"for i in 1 2; do ip link; echo $i; done"}},
		{"ip link \\\n  show lo\n", []string{"ip link show lo"}},
		{"cat <<E\nx\nE\n", []string{"cat <<E", "x", "E"}},
		{"echo )", []string{"echo )"}},
	} {
		if got := Entries(test.text); !Whole(test.text) || !slices.Equal(got, test.want) {
			t.Errorf("unexpected entries of %q: want %q, got %q", test.text, test.want, got)
		}
	}
}
