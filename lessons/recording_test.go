package lessons

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"vethlab/lab/topo"
)

// record plays l whole, and gives its recording: the state before the first command, and a record of each. The topologies
// are those that settled gives.
func record(ctx context.Context, p Player, l *Lesson, settled func() topo.Topology) ([]Record, error) {
	records := []Record{{Namespace: p.Namespace(), Topology: settled()}}
	err := Play(ctx, p, l, func(_, _ int, _ Command, r Record, _ string) {
		r.Topology = settled()
		records = append(records, r)
	})
	return records, err
}

// writeRecording writes what [readRecording] reads.
func writeRecording(w io.Writer, records []Record) error {
	e := json.NewEncoder(w)
	for i, r := range records {
		line := struct {
			Record
			Topology *topo.Topology `json:"topology,omitempty"`
		}{Record: r, Topology: &r.Topology}
		if i > 0 && same(records[i-1].Topology, r.Topology) {
			line.Topology = nil
		}
		if err := e.Encode(line); err != nil {
			return fmt.Errorf("write record %d: %w", i+1, err)
		}
	}
	return nil
}

func same(a, b topo.Topology) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
