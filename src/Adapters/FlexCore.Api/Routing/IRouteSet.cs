namespace FlexCore.Api.Routing;

/// <summary>Routes that belong together.</summary>
internal interface IRouteSet
{
    /// <summary>The routes, in the order of their documentation.</summary>
    IEnumerable<ApiRoute> Routes { get; }
}
