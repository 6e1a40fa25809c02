namespace FlexCore.Hocon;

/// <summary>The one failure of this library: says what is wrong, where, and what to do about it.</summary>
public sealed class HoconException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="origin">Where it is.</param>
    /// <param name="problem">What is wrong, the value and the remedy, as a sentence.</param>
    /// <param name="inner">The cause, if another component failed.</param>
    public HoconException(HoconErrorKind kind, HoconOrigin origin, string problem, Exception? inner = null)
        : base(string.IsNullOrEmpty(origin.Source) ? problem : $"{origin}: {problem}", inner)
    {
        Kind = kind;
        Origin = origin;
        Problem = problem;
    }

    /// <summary>What the failure is about.</summary>
    public HoconErrorKind Kind { get; }

    /// <summary>File, line and column.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>The message without the origin.</summary>
    public string Problem { get; }
}
