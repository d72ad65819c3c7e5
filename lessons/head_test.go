package lessons

import (
	"testing"

	"vethlab/lab"
)

// TestOptions takes from the head what lab a lesson wishes for.
func TestOptions(t *testing.T) {
	const rest = "id: one\ntitle: One\nsummary: Words.\nminutes: 1\n---\n\n## One\n\n```console\n$ true\n```\n"
	for head, want := range map[string]lab.Options{
		"---\n":                                   {},
		"---\nengine: docker\n":                   {Engine: lab.EngineDocker},
		"---\nbip: 172.17.42.1/16\n":              {BIP: "172.17.42.1/16"},
		"---\nengine: builtin\nbip: 10.0.0.1/8\n": {Engine: lab.EngineBuiltin, BIP: "10.0.0.1/8"},
	} {
		l, err := Parse("one.md", []byte(head+rest))
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Options(); got.Engine != want.Engine || got.BIP != want.BIP {
			t.Errorf("unexpected options of %q: want %+v, got %+v", head, want, got)
		}
	}
}
