using FlexCore.Application.EventStreams;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>An append with its personal values sealed.</summary>
/// <param name="Append">What goes into the log; <see langword="null"/> when it was refused.</param>
/// <param name="Refusal">Why it was refused, or <see langword="null"/>.</param>
internal readonly record struct SealedAppend(EventAppend? Append, Refusal? Refusal);
