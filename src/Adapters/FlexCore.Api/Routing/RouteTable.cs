namespace FlexCore.Api.Routing;

/// <summary>Every route of the API, in the order of its documentation. Immutable.</summary>
internal sealed class RouteTable
{
    /// <summary>Collects the routes.</summary>
    /// <param name="sets">Where they are defined.</param>
    /// <exception cref="InvalidOperationException">A method and path are defined twice.</exception>
    public RouteTable(IEnumerable<IRouteSet> sets)
    {
        Routes = [.. sets.SelectMany(set => set.Routes)];
        var twice = Routes.GroupBy(route => $"{route.Method} {route.Pattern}", StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException($"The route {twice.Key} is defined twice.");
        }
    }

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }
}
