namespace FlexCore.Telemetry.Tests.Receiver;

/// <summary>One request to a collector.</summary>
internal sealed record OtlpRequest(string Path, IReadOnlyDictionary<string, string> Headers, WireMessage Body)
{
    /// <summary>The spans of a trace request.</summary>
    public IEnumerable<WireMessage> Spans => Body.Path(1, 2, 2);

    /// <summary>The metrics of a metric request.</summary>
    public IEnumerable<WireMessage> Metrics => Body.Path(1, 2, 2);

    /// <summary>What the sender says of itself.</summary>
    public IReadOnlyDictionary<string, string> Resource => Body.Path(1, 1).First().Attributes(1);
}
