using FlexCore.Application.Nodes;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;

namespace FlexCore.Api.Events;

/// <summary>A use case of time travel.</summary>
internal delegate ValueTask<NodeReply<TravelState>> TravelCall(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken);
