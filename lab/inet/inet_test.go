package inet

import "testing"

func TestParse4(t *testing.T) {
	for word, want := range map[string]string{
		"127.1": "127.0.0.1", "1.2": "1.0.0.2", "0": "0.0.0.0", "0x7f.1": "127.0.0.1", "0177.0.0.01": "127.0.0.1", "2130706433": "127.0.0.1",
		"": "", "127.": "", "127..1": "", "08.1": "", "0b1.1": "", "1_0": "", "0x": "", "127.0.0.256": "", "1.2.3.4.5": "", "256.1": "",
	} {
		got, err := Parse4(word)
		if (err == nil) != (want != "") || err == nil && got.String() != want {
			t.Errorf("unexpected address of %q: want %q, got %v, %v", word, want, got, err)
		}
	}
}
