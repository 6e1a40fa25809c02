namespace FlexCore.LoadGenerator;

/// <summary>What came of a load.</summary>
/// <param name="Succeeded">Requests answered with 2xx in the counted time.</param>
/// <param name="Refused">Requests answered with 429.</param>
/// <param name="RefusedWithoutRetryAfter">Of those, how many had no usable Retry-After.</param>
/// <param name="Failed">Requests answered with anything else.</param>
/// <param name="Unanswered">Requests that were sent, or begun, and got no answer.</param>
/// <param name="AcknowledgedRecords">Records in requests answered with 2xx, the warm-up included.</param>
/// <param name="Seconds">The counted time.</param>
/// <param name="Milliseconds50">The median latency.</param>
/// <param name="Milliseconds99">The latency that 99 of 100 requests keep.</param>
/// <param name="FirstFailure">The status line and the beginning of the body of the first failed request.</param>
public sealed record LoadReport(
    long Succeeded,
    long Refused,
    long RefusedWithoutRetryAfter,
    long Failed,
    long Unanswered,
    long AcknowledgedRecords,
    double Seconds,
    double Milliseconds50,
    double Milliseconds99,
    string? FirstFailure)
{
    /// <summary>Successful requests a second.</summary>
    public double Rate => Seconds > 0 ? Succeeded / Seconds : 0;
}
