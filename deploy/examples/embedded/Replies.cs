using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Examples.Embedded;

/// <summary>The body of a deposit.</summary>
/// <param name="Cents">The amount.</param>
internal sealed record Amount(long Cents);

/// <summary>Between HTTP and the buses.</summary>
internal static class Replies
{
    /// <summary>A call by the one user of this example.</summary>
    /// <param name="key">The request's idempotency key, or null.</param>
    public static NodeCall NewCall(string? key) => new(SecurityContext.Development, Guid.NewGuid().ToString("N")) { IdempotencyKey = key };

    /// <summary>A command's answer.</summary>
    /// <param name="answer">The answer.</param>
    public static IResult Of<T>(CommandAnswer<T> answer)
        where T : class => answer.Refusal is { } refusal ? Results.BadRequest(refusal) : Results.Ok(answer.Result);
}
