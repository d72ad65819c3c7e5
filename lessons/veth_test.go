package lessons

import "testing"

func TestCatalogue(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		list, err := Catalogue(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			t.Logf("%s %q %d steps", l.ID, l.Title, len(l.Steps))
		}
	}
}
