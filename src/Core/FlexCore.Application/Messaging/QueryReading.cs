using FlexCore.Application.Projections;

namespace FlexCore.Application.Messaging;

/// <summary>What the answer to a query must have seen.</summary>
/// <param name="Token">What a command returned. The query waits until every projection that it reads has passed it.</param>
public sealed record QueryReading(ConsistencyToken Token)
{
    /// <summary>How long to wait; then the query is refused with <c>not-yet</c>. Zero only looks. At most <see cref="MessagingOptions.WaitMax"/>.</summary>
    /// <value>The default value is 5 s.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}
