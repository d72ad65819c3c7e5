package diagram

import (
	"fmt"
	"testing"

	"vethlab/lab/topo"
)

// BenchmarkContainers draws many containers for a screen of 140x45, the next time with the places of the last.
func BenchmarkContainers(b *testing.B) {
	for _, n := range []int{12, 40, 300} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := newWorld()
			many(w, n)
			top := w.t
			o := Options{Width: 136, Height: 41, Words: English(), Here: topo.HostName}
			b.ReportAllocs()
			for b.Loop() {
				p := Draw(top, o)
				p.Render(Style{})
				o.Places = p.Places()
			}
		})
	}
}
