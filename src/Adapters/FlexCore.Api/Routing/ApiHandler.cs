using FlexCore.Api.Requests;

namespace FlexCore.Api.Routing;

/// <summary>Answers one request.</summary>
/// <param name="exchange">The request.</param>
internal delegate Task ApiHandler(ApiExchange exchange);
