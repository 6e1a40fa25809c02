using FlexCore.Domain;

namespace FlexCore.Api.Requests;

/// <summary>Who makes a request, or why nobody may.</summary>
/// <param name="Security">The tenant and principal; <see langword="null"/> when refused.</param>
/// <param name="Refusal">Why the request is refused, or <see langword="null"/>.</param>
public readonly record struct IdentityAnswer(SecurityContext? Security, Refusal? Refusal);
