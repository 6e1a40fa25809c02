using FlexCore.Application.Streams;

namespace FlexCore.Streams.Observation;

/// <summary>Counts what one operator does. Written once for each batch, by any of the operator's workers; read from any thread.</summary>
internal sealed class OperatorMeter
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private long _in;
    private long _out;
    private long _errors;
    private long _busy;
    private long _held;

    /// <summary>Creates a meter at zero.</summary>
    /// <param name="identity">The operator.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="tenant">The tenant of the run.</param>
    /// <param name="tap">The operator's edge.</param>
    public OperatorMeter(OperatorIdentity identity, string pipeline, string tenant, TapPoint tap)
    {
        Identity = identity;
        Tap = tap;
        _tags = [new("pipeline", pipeline), new("step", identity.Name), new("kind", identity.Kind), new("tenant", tenant)];
    }

    /// <summary>The operator.</summary>
    public OperatorIdentity Identity { get; }

    /// <summary>The operator's edge.</summary>
    public TapPoint Tap { get; }

    /// <summary>The labels of the operator's measurements.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags;

    /// <summary>Counts records that came in.</summary>
    /// <param name="rows">How many.</param>
    public void AddIn(int rows)
    {
        Interlocked.Add(ref _in, rows);
        OperatorInstruments.RecordsIn.Add(rows, _tags);
    }

    /// <summary>Counts records that went out.</summary>
    /// <param name="rows">How many.</param>
    public void AddOut(int rows)
    {
        Interlocked.Add(ref _out, rows);
        OperatorInstruments.RecordsOut.Add(rows, _tags);
    }

    /// <summary>Counts records that failed.</summary>
    /// <param name="rows">How many.</param>
    public void AddErrors(int rows)
    {
        if (rows > 0)
        {
            Interlocked.Add(ref _errors, rows);
            OperatorInstruments.Errors.Add(rows, _tags);
        }
    }

    /// <summary>Counts time at work.</summary>
    /// <param name="time">How long.</param>
    public void AddBusy(TimeSpan time)
    {
        Interlocked.Add(ref _busy, time.Ticks);
        OperatorInstruments.Busy.Add(time.TotalSeconds, _tags);
    }

    /// <summary>Counts time that the operator was held up.</summary>
    /// <param name="time">How long.</param>
    public void AddHeld(TimeSpan time)
    {
        Interlocked.Add(ref _held, time.Ticks);
        OperatorInstruments.BackPressured.Add(time.TotalSeconds, _tags);
    }

    /// <summary>The counters now.</summary>
    /// <param name="available">The time that the operator's workers have had together.</param>
    public StreamOperatorProgress Snapshot(TimeSpan available)
    {
        var (busy, held) = (TimeSpan.FromTicks(Volatile.Read(ref _busy)), TimeSpan.FromTicks(Volatile.Read(ref _held)));
        var idle = available - busy - held;
        return new StreamOperatorProgress(
            Identity.Name,
            Identity.Kind,
            Volatile.Read(ref _in),
            Volatile.Read(ref _out),
            Volatile.Read(ref _errors),
            busy,
            held,
            idle > TimeSpan.Zero ? idle : TimeSpan.Zero);
    }
}
