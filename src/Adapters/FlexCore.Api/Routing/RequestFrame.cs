using System.Diagnostics;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Routing;

/// <summary>What every request goes through: identity, rate, its handler, and one place where faults become answers.</summary>
/// <remarks>Stateless beside its parts; called from many threads.</remarks>
internal sealed class RequestFrame
{
    private readonly IRequestIdentity _identity;
    private readonly RateGate _gate;
    private readonly long _bodyBytesMax;
    private readonly ILogger<RequestFrame> _logger;
    private readonly bool _hasScopes;

    /// <summary>Creates the frame.</summary>
    /// <param name="identity">Says who asks.</param>
    /// <param name="gate">Bounds the rate.</param>
    /// <param name="options">The largest body.</param>
    /// <param name="logger">Where unknown faults go.</param>
    public RequestFrame(IRequestIdentity identity, RateGate gate, ApiOptions options, ILogger<RequestFrame> logger)
    {
        _hasScopes = RequestScope.AreKeptBy(logger);
        _bodyBytesMax = Math.Max(options.BodyBytesMax, options.DocumentBytesMax);
        _identity = identity;
        _gate = gate;
        _logger = logger;
    }

    /// <summary>Runs a handler and answers its faults. A handler that ends at once costs no state machine.</summary>
    /// <param name="http">The request.</param>
    /// <param name="style">How errors are written.</param>
    /// <param name="handler">What answers.</param>
    public Task RunAsync(HttpContext http, AnswerStyle style, ApiHandler handler) =>
        Activity.Current is null && http.Request.Headers.TraceParent.Count > 0 ? RunTracedAsync(http, style, handler) : RunPlainAsync(http, style, handler);

    // Nobody listens to spans, so the server made none; the caller's trace must still reach the events that its request causes.
    private async Task RunTracedAsync(HttpContext http, AnswerStyle style, ApiHandler handler)
    {
        using var span = new Activity("FlexCore.Api.Request");
        if (ActivityContext.TryParse(http.Request.Headers.TraceParent.ToString(), null, out var caller))
        {
            span.SetParentId(caller.TraceId, caller.SpanId, caller.TraceFlags);
            span.Start();
        }

        await RunPlainAsync(http, style, handler);
    }

    private Task RunPlainAsync(HttpContext http, AnswerStyle style, ApiHandler handler)
    {
        Task answer;
        try
        {
            var exchange = Enter(http, style);
            answer = _hasScopes ? RunInScopeAsync(exchange, style, handler) : handler(exchange);
        }
        catch (Exception fault)
        {
            // The supervision boundary of a request, for what its handler throws before its first wait.
            return AnswerAsync(http, style, fault);
        }

        return answer.IsCompletedSuccessfully ? Task.CompletedTask : WatchAsync(http, style, answer);
    }

    // Faults are answered inside, so that what is logged of them has the scope too.
    private async Task RunInScopeAsync(ApiExchange exchange, AnswerStyle style, ApiHandler handler)
    {
        using var scope = _logger.BeginScope(new RequestScope(exchange.Security.Tenant.Value, CorrelationOf(exchange.Http)));
        try
        {
            await handler(exchange);
        }
        catch (Exception fault)
        {
            // The supervision boundary of a request, as below.
            await AnswerAsync(exchange.Http, style, fault);
        }
    }

    private async Task WatchAsync(HttpContext http, AnswerStyle style, Task answer)
    {
        try
        {
            await answer;
        }
        catch (Exception fault)
        {
            // The supervision boundary of a request: no fault of one reaches another, and each gets an answer.
            await AnswerAsync(http, style, fault);
        }
    }

    private ApiExchange Enter(HttpContext http, AnswerStyle style)
    {
        var answer = _identity.Identify(http);
        if (answer.Security is not { } security)
        {
            throw answer.Refusal is { } refusal
                ? new ProblemException(refusal.Code, refusal.Message)
                : new ProblemException(ProblemCodes.Internal, $"{_identity.GetType().Name} answered with neither a principal nor a refusal.");
        }

        if (http.Request.ContentLength > _bodyBytesMax)
        {
            throw new ProblemException(ProblemCodes.BodyTooLarge, $"The body has {http.Request.ContentLength} bytes; at most {_bodyBytesMax} are taken. Send it in several requests.");
        }

        return _gate.Enter(security) is { } limited ? throw new ProblemException(limited) : new ApiExchange(http, security, style);
    }

    private async Task AnswerAsync(HttpContext http, AnswerStyle style, Exception fault)
    {
        if (fault is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody is left to answer.
            http.Abort();
            return;
        }

        var correlationId = CorrelationOf(http);
        var problem = FaultMap.Find(fault);
        if (problem is null)
        {
            RequestFrameLog.Unknown(_logger, fault, http.Request.Method, http.Request.Path, correlationId);
            problem = new Problem(ProblemCodes.Internal, $"FlexCore failed in a way it does not know. Look for '{correlationId}' in the node's log.");
        }
        else if (ProblemTable.Find(problem.Code).Status >= 500)
        {
            RequestFrameLog.Failed(_logger, fault, problem.Code, http.Request.Method, http.Request.Path, correlationId);
        }

        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await (style == AnswerStyle.Text ? ProblemWriter.WriteTextAsync(http.Response, problem) : ProblemWriter.WriteJsonAsync(http.Response, problem, correlationId));
    }

    private static string CorrelationOf(HttpContext http)
    {
        try
        {
            return Correlation.Of(http).Id;
        }
        catch (ProblemException)
        {
            // The client's own id is the mistake that is being answered.
            return http.TraceIdentifier;
        }
    }
}
