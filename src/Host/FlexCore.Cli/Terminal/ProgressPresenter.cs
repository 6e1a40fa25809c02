using FlexCore.Application.Streams;

namespace FlexCore.Cli.Terminal;

/// <summary>Measures an attempt and shows it at the view's own pace. Called by one caller at a time.</summary>
internal sealed class ProgressPresenter
{
    private readonly IProgressView? _view;
    private readonly StreamProgress _start;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private TimeSpan _shown;

    /// <summary>Begins to measure.</summary>
    /// <param name="view">Where to show, or <see langword="null"/> to measure only.</param>
    /// <param name="start">The counters when the attempt began.</param>
    /// <param name="clock">Measures.</param>
    public ProgressPresenter(IProgressView? view, StreamProgress start, TimeProvider clock)
    {
        _view = view;
        _start = start;
        _clock = clock;
        _began = clock.GetTimestamp();
    }

    /// <summary>Time since the attempt began.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_began);

    /// <summary>Shows the counters if it is time to.</summary>
    /// <param name="progress">The counters now.</param>
    public void Observe(StreamProgress progress)
    {
        var elapsed = Elapsed;
        if (_view is not null && elapsed - _shown >= _view.Interval)
        {
            _shown = elapsed;
            _view.Show(new ProgressReading(elapsed, progress, _start, _clock.GetUtcNow()));
        }
    }

    /// <summary>Makes room for what follows.</summary>
    public void Clear() => _view?.Clear();
}
