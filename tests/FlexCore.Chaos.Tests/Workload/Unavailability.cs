using System.Globalization;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>The longest time in which a writer got nothing acknowledged. Thread-safe.</summary>
internal sealed class Unavailability(TimeProvider time)
{
    private const int AnswersMax = 200;

    private readonly List<string> _answers = [];
    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();
    private TimeSpan _longest;

    /// <summary>What was answered during the longest time, and when in it.</summary>
    public string Story { get; private set; } = "";

    /// <summary>A request was not acknowledged.</summary>
    public void Refused(string answer)
    {
        lock (_gate)
        {
            if (_answers.Count < AnswersMax)
            {
                _answers.Add(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_last).TotalSeconds:0.0} s {answer}"));
            }
        }
    }

    /// <summary>Something was acknowledged now.</summary>
    public void Acknowledged()
    {
        lock (_gate)
        {
            Grow();
            _last = time.GetTimestamp();
            _answers.Clear();
        }
    }

    /// <summary>The longest so far, the one that still lasts included; counts anew from here.</summary>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            Grow();
            var longest = _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    private void Grow()
    {
        var gap = time.GetElapsedTime(_last);
        if (gap > _longest)
        {
            (_longest, Story) = (gap, string.Join(", ", _answers));
        }
    }
}
