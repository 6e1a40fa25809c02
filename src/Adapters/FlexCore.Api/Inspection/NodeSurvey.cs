using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Api.Cluster;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Cluster;

namespace FlexCore.Api.Inspection;

/// <summary>Asks every node of the cluster what each knows of itself, or one of them, on behalf of a request.</summary>
/// <remarks>
/// Thread-safe. The nodes are asked at the same time, each at most <see cref="Patience"/>; one that does not answer is named in the answer and holds up nobody.
/// </remarks>
/// <param name="facts">The nodes.</param>
/// <param name="relay">Asks them.</param>
/// <param name="clock">Measures the patience.</param>
internal sealed class NodeSurvey(ClusterFacts facts, NodeRelay relay, TimeProvider clock)
{
    /// <summary>How long a node may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int AnswerBytesMax = 16 * 1024 * 1024;

    /// <summary>The parameter that names one node.</summary>
    public static RouteParameter NodeParameter { get; } = RouteParameter.Query("node", "Only this node, by name. The default is every node that serves.");

    /// <summary>Lets another node answer when the request names one.</summary>
    /// <param name="exchange">The request.</param>
    /// <returns>The passing on, or <see langword="null"/> when the request is about this node or about all.</returns>
    /// <exception cref="ProblemException">No node that serves has the name, or it tells no address.</exception>
    public Task? PassOn(ApiExchange exchange)
    {
        var wanted = exchange.Http.Request.Query[NodeParameter.Name].ToString();
        if (wanted.Length == 0 || wanted == facts.Self || NodeRelay.IsPassedOn(exchange))
        {
            return null;
        }

        var member = facts.State?.Serving.FirstOrDefault(member => member.Id.Name == wanted || member.Id.ToString() == wanted)
            ?? throw new ProblemException(new Problem(ProblemCodes.UnknownNode, $"No node that serves is named '{Shown.Of(wanted)}'. There are: {string.Join(", ", Names())}.") { Field = NodeParameter.Name });
        if (member.Id == facts.State?.Self)
        {
            return null;
        }

        return member.HttpUrl is { } url ? relay.PassOnAsync(exchange, new Uri(url), member.Id.Name) : throw NodeRelay.Elsewhere($"Node '{member.Id.Name}' tells no HTTP address. Ask it directly.");
    }

    /// <summary>Gathers what the nodes say. A request that names a node, or was passed on, is about this one alone.</summary>
    /// <typeparam name="T">What a node answers on the route of the request.</typeparam>
    /// <param name="exchange">The request; other nodes are asked for the same path and query.</param>
    /// <param name="here">This node's own answer.</param>
    /// <param name="type">How another node's answer is read.</param>
    public async Task<(IReadOnlyList<T> Answers, IReadOnlyList<MissingNode> Missing)> GatherAsync<T>(ApiExchange exchange, T here, JsonTypeInfo<T> type)
        where T : class
    {
        if (facts.State is not { } state || NodeRelay.IsPassedOn(exchange) || exchange.Http.Request.Query[NodeParameter.Name].ToString().Length > 0)
        {
            return ([here], []);
        }

        var others = state.Serving.Where(member => member.Id != state.Self).ToList();
        var asked = await Task.WhenAll(others.Select(member => AskAsync(exchange, member, type)));
        return (
            [here, .. asked.Select(static one => one.Answer).OfType<T>()],
            [.. asked.Select(static one => one.Missing).OfType<MissingNode>()]);
    }

    private IEnumerable<string> Names() => facts.State?.Serving.Select(static member => member.Id.Name) ?? [facts.Self];

    private async Task<(T? Answer, MissingNode? Missing)> AskAsync<T>(ApiExchange exchange, Member member, JsonTypeInfo<T> type)
        where T : class
    {
        if (member.HttpUrl is not { } url)
        {
            return (null, new MissingNode(member.Id.Name, "it tells no HTTP address"));
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, exchange.Aborted);
        try
        {
            var request = exchange.Http.Request;
            var (status, body) = await relay.GetAsync(exchange, new Uri(new Uri(url), request.Path.Value + request.QueryString.Value), AnswerBytesMax, either.Token);
            return status == 200 && JsonSerializer.Deserialize(body, type) is { } answer
                ? (answer, null)
                : (null, new MissingNode(member.Id.Name, $"it answers with status {status}"));
        }
        catch (HttpRequestException error)
        {
            return (null, new MissingNode(member.Id.Name, error.Message));
        }
        catch (IOException error)
        {
            return (null, new MissingNode(member.Id.Name, error.Message));
        }
        catch (JsonException)
        {
            return (null, new MissingNode(member.Id.Name, "it answers with something else; it may be of another version"));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !exchange.Aborted.IsCancellationRequested)
        {
            return (null, new MissingNode(member.Id.Name, $"it does not answer within {Patience.TotalSeconds:0} s"));
        }
    }
}
