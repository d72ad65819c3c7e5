package spell

import "testing"

func TestSlips(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"link", "link", 0}, {"lnik", "link", 1}, {"lnk", "link", 1}, {"linkk", "link", 1}, {"lonk", "link", 1}, {"", "link", 4},
		{"nosuch", "touch", 2}, {"命名", "名命", 1},
	} {
		if got := Slips(test.a, test.b); got != test.want {
			t.Errorf("unexpected distance of %q from %q: want %d, got %d", test.a, test.b, test.want, got)
		}
		if got := Slips(test.b, test.a); got != test.want {
			t.Errorf("unexpected distance of %q from %q: want %d, got %d", test.b, test.a, test.want, got)
		}
	}
}
