namespace FlexCore.Conformance.Retention;

/// <summary>The time of another clock, on which no time passes while work is done: what rests as long as it works does not rest.</summary>
internal sealed class RestlessClock(TimeProvider inner) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => 0;
}
