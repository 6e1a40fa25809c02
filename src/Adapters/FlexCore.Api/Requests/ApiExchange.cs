using System.Text;
using FlexCore.Api.Problems;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Requests;

/// <summary>One request at work: who asks, in which chain of work, and the way to answer.</summary>
/// <remarks>Owned by the request's flow; never kept.</remarks>
internal sealed class ApiExchange
{
    private const int KeyLengthMax = 128;
    private const string KeyHeader = "Idempotency-Key";
    private readonly AnswerStyle _style;
    private Correlation? _correlation;
    private ReadOnlyMemory<byte> _body;

    /// <summary>Creates the exchange.</summary>
    /// <param name="http">The request.</param>
    /// <param name="security">Who asks.</param>
    /// <param name="style">How errors are written.</param>
    public ApiExchange(HttpContext http, SecurityContext security, AnswerStyle style)
    {
        Http = http;
        Security = security;
        _style = style;
    }

    /// <summary>The request and its response.</summary>
    public HttpContext Http { get; }

    /// <summary>The tenant and principal.</summary>
    public SecurityContext Security { get; }

    /// <summary>Names the chain of work.</summary>
    /// <exception cref="ProblemException">The client's id breaks its rule.</exception>
    public string CorrelationId => (_correlation ??= Correlation.Of(Http)).Id;

    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The caller's idempotency key, or <see langword="null"/>.</summary>
    /// <exception cref="ProblemException">The key is longer than 128 characters or not printable ASCII.</exception>
    public string? IdempotencyKey => KeyUpTo(KeyLengthMax);

    /// <summary>A part of the path.</summary>
    /// <param name="name">The name in the route's pattern.</param>
    public string Route(string name) => Http.Request.RouteValues[name] as string ?? "";

    /// <summary>What was asked under the idempotency key: method, path, query and the body as far as it was noted; <see langword="null"/> without a key.</summary>
    public string? RequestHash => Http.Request.Headers.ContainsKey(KeyHeader) ? HashOf(Http.Request, _body.Span) : null;

    /// <summary>Notes the body, so that the same key with another body is noticed.</summary>
    /// <param name="body">The body; not changed afterwards.</param>
    public void NoteBody(ReadOnlyMemory<byte> body) => _body = body;

    /// <summary>Who asks a use case of the node. Called when the body was read.</summary>
    /// <exception cref="ProblemException">The idempotency key is longer than 100 characters or not printable ASCII.</exception>
    public NodeCall NewCall() => new(Security, CorrelationId) { IdempotencyKey = KeyUpTo(NodeCallKeyLengthMax), RequestHash = RequestHash };

    /// <summary>Answers that the request is not done.</summary>
    /// <param name="problem">Why.</param>
    public Task RefuseAsync(Problem problem) => _style == AnswerStyle.Text
        ? ProblemWriter.WriteTextAsync(Http.Response, problem)
        : ProblemWriter.WriteJsonAsync(Http.Response, problem, CorrelationId);

    private const int NodeCallKeyLengthMax = 100;

    private static string HashOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var line = Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value}{request.QueryString.Value}\n");
        return Application.Entities.RequestHash.Of([.. line, .. body]);
    }

    private string? KeyUpTo(int lengthMax)
    {
        if (!Http.Request.Headers.TryGetValue(KeyHeader, out var header))
        {
            return null;
        }

        var key = header.ToString();
        return key.Length > 0 && key.Length <= lengthMax && !key.AsSpan().ContainsAnyExceptInRange('!', '~') ? key : throw new ProblemException(
            new Problem(ProblemCodes.BadField, $"The Idempotency-Key must be 1 to {lengthMax} printable ASCII characters without blanks.") { Field = "Idempotency-Key" });
    }
}
