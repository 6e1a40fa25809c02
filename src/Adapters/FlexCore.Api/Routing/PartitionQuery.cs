using System.Globalization;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Application.DataStreams;

namespace FlexCore.Api.Routing;

/// <summary>The query parameter that names a partition of a spread stream. Pure.</summary>
internal static class PartitionQuery
{
    private const string Name = "partition";

    /// <summary>The parameter.</summary>
    public static RouteParameter Parameter { get; } =
        RouteParameter.Query(Name, "The partition, from 0. It is needed for a spread stream, and for no other: partitions run on nodes of their own.", "integer");

    /// <summary>The partition that a request names, or <see langword="null"/> when it names none: what is wrong with it the handler says.</summary>
    /// <param name="exchange">The request.</param>
    public static int? Find(ApiExchange exchange) =>
        int.TryParse(exchange.Http.Request.Query[Name], NumberStyles.None, CultureInfo.InvariantCulture, out var partition) ? partition : null;

    /// <summary>The partition that a request for something of one stream names.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="view">The stream.</param>
    /// <exception cref="ProblemException">The stream is spread and no partition of it is named, or it is not and one is.</exception>
    public static int? Require(ApiExchange exchange, StreamView view)
    {
        var text = exchange.Http.Request.Query[Name].ToString();
        return (view.Partitions, Find(exchange)) switch
        {
            (null, _) when text.Length == 0 => null,
            (null, _) => throw Bad($"The stream '{view.Key}' is not spread. Leave out 'partition'."),
            ({ Count: var count }, { } partition) when partition < count => partition,
            ({ Count: var count }, _) => throw Bad($"The stream '{view.Key}' is spread over {count} partitions; 'partition' must be a number from 0 to {count - 1}, not '{Shown.Of(text)}'."),
        };
    }

    private static ProblemException Bad(string detail) => new(new Problem(ProblemCodes.BadQuery, detail) { Field = Name });
}
