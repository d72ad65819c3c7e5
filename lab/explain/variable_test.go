package explain

import "testing"

// TestVariable sees what stands for a variable, and tells of one without a value.
func TestVariable(t *testing.T) {
	w := tables(t)
	const lost = "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n"
	const required = "ping: usage error: Destination address required\n"
	held := routedLab()
	held.Variable = func(name string) string { return map[string]string{"ip": "10.0.2.1", "ns": "a"}[name] }
	for _, test := range []struct{ line, plain, output string }{
		{"ip netns exec $ns ping -c1 ${ip}", "ip netns exec a ping -c1 10.0.2.1", lost},
		{`ip netns exec a ping -c1 "$ip"`, "ip netns exec a ping -c1 10.0.2.1", lost},
		{"ip=10.0.1.9; ping -c1 $ip", "ping -c1 $other", lost},
		{"ping -c1", "ping -c1", required},
	} {
		without := held
		without.Variable = nil
		if got, want := w.Advice(test.line, test.output, held, "en"), w.Advice(test.plain, test.output, without, "en"); got != want || want == "" {
			t.Errorf("unexpected advice on %s: want %q, got %q", test.line, want, got)
		}
	}
	for lang, want := range map[string]string{
		"en": "The variable `none` is empty here: `none=VALUE` gives it a value.", "zh": "变量 `none` 在这里是空的：用 `none=值` 给它一个值。",
	} {
		if got := w.Advice("ping -c1 $none", required, held, lang); got != want {
			t.Errorf("unexpected advice: want %q, got %q", want, got)
		}
	}
}
