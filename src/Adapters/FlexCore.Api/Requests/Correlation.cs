using System.Buffers;
using System.Diagnostics;
using FlexCore.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Requests;

/// <summary>How a request relates to other work: its correlation id and its direct cause.</summary>
/// <param name="Id">Names the whole chain of work; never empty.</param>
/// <param name="Cause">The caller's span of the W3C trace context, or the correlation id.</param>
internal readonly record struct Correlation(string Id, string Cause)
{
    /// <summary>The header in which a client may name the chain of work itself.</summary>
    public const string Header = ProblemWriter.CorrelationHeader;

    private const int LengthMax = 128;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Reads the headers: the client's own id wins, then the trace id of <c>traceparent</c>, then the server's request id.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="ProblemException">The client's id breaks its rule.</exception>
    public static Correlation Of(HttpContext http)
    {
        var headers = http.Request.Headers;
        var (trace, span) = TraceOf(headers.TraceParent.ToString());
        if (headers.TryGetValue(Header, out var named))
        {
            var id = named.ToString();
            if (id.Length is 0 or > LengthMax || id.AsSpan().ContainsAnyExcept(Allowed))
            {
                throw new ProblemException(
                    new Problem(ProblemCodes.BadField, $"The correlation id '{Shown.Of(id)}' is not 1 to {LengthMax} of A-Z a-z 0-9 - _ . :. Correct or leave out the header.")
                    {
                        Field = Header,
                    });
            }

            http.Response.Headers[Header] = id;
            return new Correlation(id, span ?? id);
        }

        var own = trace ?? http.TraceIdentifier;
        return new Correlation(own, span ?? own);
    }

    // With a listener the server has made a span of its own below the caller's; without one the caller's own is the cause.
    private static (string? Trace, string? Span) TraceOf(string traceParent)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return (activity.TraceId.ToHexString(), activity.SpanId.ToHexString());
        }

        return traceParent.Length > 0 && ActivityContext.TryParse(traceParent, null, out var context)
            ? (context.TraceId.ToHexString(), context.SpanId.ToHexString())
            : (null, null);
    }
}
