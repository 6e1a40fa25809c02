using FlexCore.Application.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Simulation;

/// <summary>A command that was definitely answered: accepted, or refused by the aggregate.</summary>
/// <param name="Caller">Who sent it.</param>
/// <param name="Order">Its place among the caller's commands.</param>
/// <param name="Id">The entity.</param>
/// <param name="Command">The command; its number is unique in the whole run.</param>
/// <param name="Reply">The first answer its caller saw.</param>
internal sealed record Answer(int Caller, int Order, EntityId Id, Enter Command, CommandReply Reply);
