using FlexCore.Api.Cluster;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.Cluster;
using FlexCore.Application.SystemJobs;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.SystemJobs;

/// <summary>The routes of system jobs. The node that runs the jobs answers, whichever was asked.</summary>
/// <param name="jobs">The jobs as this node knows them.</param>
/// <param name="singletons">Who runs them.</param>
/// <param name="facts">The nodes.</param>
/// <param name="relay">Passes requests on.</param>
internal sealed class SystemJobRoutes(ISystemJobs jobs, ISingletonList singletons, ClusterFacts facts, NodeRelay relay) : IRouteSet
{
    private const string Root = "/api/v1/system/jobs";

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Lists the system jobs: when each ran and runs next, and what it did.", ListAsync)
        {
            Response = RouteBody.Json("The jobs, and the node that runs them.", SystemJobJson.Default.SystemJobList), Problems = [ProblemCodes.NotOwner],
        },
        new("POST", Root + "/{name}/run", AnswerStyle.Problem, "Lets a system job run now, beside its times. Answers when that is noted, not when it has run.", RunAsync)
        {
            Status = StatusCodes.Status202Accepted, Response = RouteBody.Json("The jobs.", SystemJobJson.Default.SystemJobList), Problems = ["system-job-not-found", ProblemCodes.NotOwner],
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        if (!await PassOnAsync(exchange))
        {
            await JsonAnswer.WriteAsync(exchange, Present(), SystemJobJson.Default.SystemJobList);
        }
    }

    private async Task RunAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        if (await PassOnAsync(exchange))
        {
            return;
        }

        var name = exchange.Route("name");
        if (!jobs.List().Any(job => job.Name == name))
        {
            throw new ProblemException("system-job-not-found", $"There is no system job '{Shown.Of(name)}'. There are: {string.Join(", ", jobs.List().Select(static job => job.Name))}.");
        }

        if (!jobs.Request(name))
        {
            throw NodeRelay.Elsewhere("The system jobs move to another node at this moment. Ask again.");
        }

        await JsonAnswer.WriteAsync(exchange, Present(), SystemJobJson.Default.SystemJobList, StatusCodes.Status202Accepted);
    }

    private SystemJobList Present() => new(jobs.AreHere ? facts.Self : null, [.. jobs.List().Select(SystemJobInfo.Of)]);

    // Whether another node has answered.
    private async Task<bool> PassOnAsync(ApiExchange exchange)
    {
        if (jobs.AreHere || facts.State is not { } state || NodeRelay.IsPassedOn(exchange))
        {
            return false;
        }

        var runner = (await singletons.ListAsync(exchange.Aborted)).FirstOrDefault(static one => one is { Name: SystemJobRunner.SingletonName, IsHeld: true });
        if (state.Serving.FirstOrDefault(member => member.Id.ToString() == runner?.Owner) is not { } member || member.Id == state.Self)
        {
            return false;
        }

        await relay.PassOnAsync(exchange, new Uri(member.HttpUrl ?? throw NodeRelay.Elsewhere($"Node '{member.Id.Name}' runs the system jobs and tells no HTTP address. Ask it directly.")), member.Id.Name);
        return true;
    }
}
