package probe

import (
	"fmt"
	"math"
	"time"
)

// rtts gathers what ping says of the times of all answers.
type rtts struct {
	least, most time.Duration
	recent      time.Duration // eight times the moving average (ewma)
	count       int
	sum, square float64 // of microseconds
}

func (r *rtts) add(d time.Duration) {
	d = d.Truncate(time.Microsecond)
	us := float64(d.Microseconds())
	r.sum += us
	r.square += us * us
	if r.count == 0 || d < r.least {
		r.least = d
	}
	r.most = max(r.most, d)
	if r.count == 0 {
		r.recent = d * 8
	} else {
		r.recent += d - r.recent/8
	}
	r.count++
}

// String is min/avg/max/mdev in milliseconds; mdev is the standard deviation.
func (r rtts) String() string {
	if r.count == 0 {
		return ""
	}
	mean := r.sum / float64(r.count)
	deviation := math.Sqrt(max(r.square/float64(r.count)-mean*mean, 0))
	us := func(v float64) string { return thousandths(time.Duration(v) * time.Microsecond) }
	return fmt.Sprintf("%s/%s/%s/%s", thousandths(r.least), us(mean), thousandths(r.most), us(deviation))
}

func thousandths(d time.Duration) string {
	return fmt.Sprintf("%d.%03d", d.Milliseconds(), d.Microseconds()%1000)
}
