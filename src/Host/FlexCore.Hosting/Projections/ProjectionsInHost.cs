using FlexCore.Application.EventTypes;
using FlexCore.Application.Projections;

namespace FlexCore.Hosting.Projections;

/// <summary>What a host says about projections.</summary>
/// <param name="InCode">Those in its code.</param>
/// <param name="Types">The declared types of users' events.</param>
/// <param name="Options">How read models are made.</param>
internal sealed record ProjectionsInHost(IEnumerable<IProjection> InCode, DeclaredEventTypes Types, ProjectionOptions Options);
