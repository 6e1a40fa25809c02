namespace FlexCore.Api.Sse;

/// <summary>A client of an event stream did not read in time. Its connection ends; it may resume with its last event id.</summary>
internal sealed class SlowClientException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="timeout">How long was waited.</param>
    public SlowClientException(TimeSpan timeout)
        : base($"The client did not read for {timeout.TotalMilliseconds:0} ms.")
    {
    }
}
